package dev.tidemark.archive.manifest;

import dev.tidemark.schemas.change.Sequence;
import dev.tidemark.schemas.table.TableDefinition;

/**
 * A table as it is at a backup's end.
 *
 * @param since the sequence from which it is so
 */
public record TableInForce(Sequence since, TableDefinition definition) {}
