package dev.tidemark.compactor.fold;

import dev.tidemark.schemas.row.RowSlice;

/** The rows that moved to another key and left values unchanged, with all their values. */
public interface MovedRows extends AutoCloseable {

  /**
   * The values of a moved version, in its own schema; valid until the next call. Versions are asked
   * for in their order.
   */
  RowSlice filled(VersionCursor moved);

  @Override
  void close();
}
