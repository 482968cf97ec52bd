package dev.tidemark.schemas.timeline;

import dev.tidemark.schemas.timeline.TableChanges.PartitionEnd;
import dev.tidemark.schemas.timeline.TimelineEntry.Commit;
import java.util.Arrays;

/**
 * Gathers commits for a record {@code Commits}: of each field a column, so that what is alike lies
 * side by side. Holds no more than it takes. Not for sharing between threads.
 */
final class CommitColumns {

  private static final int MOST_COMMITS = 4096;

  /** Of what commits did to tables, and where it ends. */
  private static final int MOST_CHANGES = 1 << 16;

  private final LongColumn transactions = new LongColumn();
  private final LongColumn positions = new LongColumn();
  private final LongColumn times = new LongColumn();
  private final LongColumn touched = new LongColumn();
  private final LongColumn changes = new LongColumn();
  private final LongColumn ends = new LongColumn();
  private final ShapeBook shapes = new ShapeBook();
  private long[] reached = new long[16];
  private long first;

  /** Whether a column can hold what the commit has instead of each text. */
  static boolean fits(Commit commit) {
    return TransactionNumber.of(commit.transaction().value()) != TransactionNumber.NONE
        && PositionNumber.isNumber(commit.position().value())
        && changes(commit) <= MOST_CHANGES;
  }

  /** How many commits are gathered. */
  int size() {
    return times.size();
  }

  /** Whether a commit that {@linkplain #fits fits} has its place behind those gathered. */
  boolean hasRoomFor(Commit commit) {
    return size() == 0
        || (commit.sequence().value() == first + size()
            && size() < MOST_COMMITS
            && changes.size() + ends.size() + changes(commit) <= MOST_CHANGES);
  }

  /**
   * @param commit for which there {@linkplain #hasRoomFor is room}
   */
  void add(Commit commit) {
    if (size() == 0) {
      first = commit.sequence().value();
    }
    long time = Micros.of(commit.time());
    transactions.add(TransactionNumber.of(commit.transaction().value()));
    positions.add(PositionNumber.of(commit.position().value()));
    times.add(time);
    touched.add(commit.tables().size());
    for (TableChanges each : commit.tables()) {
      add(each);
    }
  }

  private void add(TableChanges each) {
    ShapeBook.Known shape = shapes.of(each);
    changes.add(shape.place());
    if (reached.length < shapes.lanes()) {
      reached = Arrays.copyOf(reached, 2 * shapes.lanes());
    }
    int at = 0;
    for (PartitionEnd end : each.ends()) {
      int lane = shape.lanes()[at++];
      ends.add(end.next() - reached[lane]);
      reached[lane] = end.next();
    }
  }

  /** Writes the record and begins anew. */
  void writeTo(FieldWriter fields) {
    int shift = Long.numberOfTrailingZeros(positions.bitsOfDifferences()) % Long.SIZE;
    fields.number(first);
    fields.sizedArray(transactions.size(), out -> transactions.writeDifferences(out, 0));
    fields.number(shift);
    fields.sizedArray(positions.size(), out -> positions.writeDifferences(out, shift));
    fields.sizedArray(times.size(), out -> times.writeDifferences(out, 0));
    fields.sizedArray(touched.size(), touched::write);
    shapes.writeTables(fields);
    shapes.writeShapes(fields);
    fields.sizedArray(changes.size(), changes::write);
    fields.sizedArray(ends.size(), ends::write);
    clear();
  }

  /** Forgets what is gathered. */
  void clear() {
    transactions.clear();
    positions.clear();
    times.clear();
    touched.clear();
    changes.clear();
    ends.clear();
    shapes.clear();
    Arrays.fill(reached, 0);
  }

  /** As many values as the changes and ends of a commit take, or more than there may be. */
  private static int changes(Commit commit) {
    int values = commit.tables().size();
    for (TableChanges each : commit.tables()) {
      values = Math.min(values + each.ends().size(), MOST_CHANGES + 1);
    }
    return values;
  }
}
