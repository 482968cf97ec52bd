package dev.tidemark.capture.event;

import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.table.TableDefinition;

/** Where definitions of tables are read. */
@FunctionalInterface
public interface Definitions {

  /** The definition in force now, which may be newer than the change at hand. */
  TableDefinition current(TableId table);
}
