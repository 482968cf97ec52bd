package dev.tidemark.archive.run;

import dev.tidemark.schemas.row.RowSchema;
import dev.tidemark.schemas.row.ShortKey;
import org.apache.avro.Schema;

/**
 * How the versions of a run are encoded.
 *
 * @param hasShortKeys its keys are {@link ShortKey}s
 */
record RunSchema(RowSchema rows, boolean hasShortKeys) {

  /** Of new runs. */
  static RunSchema of(RowSchema rows) {
    return new RunSchema(rows, rows.isKeyedByWholeRow());
  }

  /** Of the keys as the run has them. */
  Schema key() {
    return hasShortKeys ? ShortKey.schema(rows.key()) : rows.key();
  }
}
