package dev.tidemark.restorer.load;

import dev.tidemark.restorer.select.RestoredTable;

/** One table's rows at the restore point. */
public interface RowSource {

  RestoredTable table();

  /** How many rows there are at most: a measure of the work. */
  long weight();

  /** Begins to read; the reader is for one thread. */
  RowCursor open();
}
