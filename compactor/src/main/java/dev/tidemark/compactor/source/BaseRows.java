package dev.tidemark.compactor.source;

import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.row.RowSchema;
import dev.tidemark.schemas.row.RowSlice;

/** The rows of the collection as they were when the batch began. */
public interface BaseRows {

  /** The rows of one partition of a table, in key order. */
  Scan open(TableId table, int partition);

  /** What it shows is valid until the next {@link #advance()}. */
  interface Scan extends AutoCloseable {

    boolean advance();

    RowSlice key();

    RowSlice row();

    RowSchema schema();

    @Override
    void close();
  }
}
