package dev.tidemark.capture.transaction;

import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.event.Operation;
import dev.tidemark.schemas.timeline.Checkpoint.WrittenPart;
import dev.tidemark.schemas.timeline.TableChanges;
import java.util.List;

/** Counts what one transaction does to one table. */
final class TableTally {

  private long arrived;
  private long written;
  private long toSkip;
  private long inserts;
  private long updates;
  private long deletes;
  private long truncates;

  /** Goes on behind what is written. */
  static TableTally of(WrittenPart part) {
    TableTally tally = new TableTally();
    tally.written = part.arrivals();
    tally.toSkip = part.arrivals();
    tally.inserts = part.changes().inserts();
    tally.updates = part.changes().updates();
    tally.deletes = part.changes().deletes();
    tally.truncates = part.changes().truncates();
    return tally;
  }

  /** One arrived; says whether it was written before. */
  boolean arrives() {
    arrived++;
    if (toSkip > 0) {
      toSkip--;
      return true;
    }
    return false;
  }

  void writes() {
    written++;
  }

  void count(Operation operation) {
    switch (operation) {
      case READ, CREATE -> inserts++;
      case UPDATE -> updates++;
      case DELETE -> deletes++;
      case TRUNCATE -> truncates++;
    }
  }

  long arrived() {
    return arrived;
  }

  boolean isWritten() {
    return written > 0;
  }

  boolean isCaughtUp() {
    return toSkip == 0;
  }

  TableChanges changes(TableId table) {
    return new TableChanges(table, inserts, updates, deletes, truncates, List.of());
  }

  WrittenPart part(TableId table) {
    return new WrittenPart(written, changes(table));
  }
}
