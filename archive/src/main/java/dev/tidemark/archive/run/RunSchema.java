package dev.tidemark.archive.run;

import dev.tidemark.schemas.row.RowSchema;

/**
 * How the versions of a run are encoded.
 *
 * @param hasShortKeys its keys are {@link dev.tidemark.schemas.row.ShortKey}s
 */
record RunSchema(RowSchema rows, boolean hasShortKeys) {}
