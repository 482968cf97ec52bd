package dev.tidemark.restorer.load;

import dev.tidemark.restorer.filter.RowFilter;
import dev.tidemark.restorer.select.RestoredTable;
import dev.tidemark.restorer.verify.Checksum;
import dev.tidemark.restorer.verify.LoadedDataDiffersException;
import dev.tidemark.restorer.verify.RowSum;
import dev.tidemark.schemas.row.RowSchema;
import org.jspecify.annotations.Nullable;

/** Loads one table, from its first row to its verification. For one thread. */
final class TableLoad {

  /** Between two looks at whether to stop, and two reports. */
  private static final int STRIDE = 4096;

  private final RowSource source;
  private final RestoredTable table;
  private final RowSchema inForce;
  private final LoadProgress progress;
  private final @Nullable RowFilter filter;
  private final RowSum sum = new RowSum();

  TableLoad(RowSource source, LoadProgress progress) {
    this.source = source;
    this.table = source.table();
    this.inForce = RowSchema.of(table.definition());
    this.filter = source.filter().orElse(null);
    this.progress = progress;
  }

  /** What was loaded. */
  Checksum run(Destination destination, Verification verification) {
    long toAddUp = verification == Verification.FULL ? source.weight() : 0;
    try (TableDestination target = destination.open(table, toAddUp)) {
      copyRows(target);
      Checksum read = sum.checksum();
      long taken = target.endRows();
      LoadedDataDiffersException.checkRows(table.name(), read.rows(), taken);
      if (verification == Verification.FULL) {
        LoadedDataDiffersException.check(table.name(), read, target.finishAndAddUp());
      } else {
        target.finish();
      }
      progress.tableDone();
      return read;
    }
  }

  private void copyRows(TableDestination target) {
    long rows = 0;
    try (RowCursor cursor = new AdaptedRows(source.open(), inForce)) {
      while (cursor.advance()) {
        take(cursor.array(), cursor.offset(), cursor.length(), target);
        if (++rows == STRIDE) {
          progress.rows(rows);
          rows = 0;
          stopWhenInterrupted();
        }
      }
    }
    progress.rows(rows);
    stopWhenInterrupted();
  }

  private void take(byte[] bytes, int offset, int length, TableDestination target) {
    if (filter == null || filter.keeps(bytes, offset, length)) {
      sum.add(bytes, offset, length);
      target.row(bytes, offset, length);
    }
  }

  private static void stopWhenInterrupted() {
    if (Thread.interrupted()) {
      throw new RestoreCancelledException();
    }
  }
}
