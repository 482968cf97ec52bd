package dev.tidemark.restorer.load;

import dev.tidemark.schemas.row.RowSchema;

/** Steps through rows, one in memory at a time. */
public interface RowCursor extends AutoCloseable {

  /** Goes to the next row; false after the last. */
  boolean advance();

  /** How the row here is encoded. */
  RowSchema schema();

  /** Holds the row here, until the next step. */
  byte[] array();

  int offset();

  int length();

  @Override
  void close();
}
