package dev.tidemark.restorer.load;

import dev.tidemark.restorer.filter.RowFilter;
import dev.tidemark.restorer.select.RestoredTable;
import java.util.Optional;

/** One table's rows at the restore point. */
public interface RowSource {

  RestoredTable table();

  /** How many rows there are at most: a measure of the work. */
  long weight();

  /** Says which of them are wanted; empty when all are. */
  default Optional<RowFilter> filter() {
    return Optional.empty();
  }

  /** Begins to read; the reader is for one thread. */
  RowCursor open();
}
