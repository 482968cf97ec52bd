package dev.tidemark.compactor.backup;

import dev.tidemark.compactor.fold.InconsistentLogException;
import dev.tidemark.compactor.fold.Lanes;
import dev.tidemark.compactor.sort.ExternalSorter;
import dev.tidemark.compactor.sort.RecordCursor;
import dev.tidemark.compactor.sort.RecordOrder;
import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.timeline.TableChanges;
import dev.tidemark.schemas.timeline.TimelineEntry.Commit;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Counts the changes of every transaction in every table as the log holds them, and holds the
 * counts against the timeline's. A backup in which one of them differs is never published.
 */
final class ChangeCounts implements AutoCloseable {

  private static final int RECORD = 3 * Long.BYTES;

  /** By sequence, then table. */
  private static final RecordOrder ORDER =
      (a, aFrom, aLength, b, bFrom, bLength) -> {
        int bySequence = Long.compare(longAt(a, aFrom), longAt(b, bFrom));
        return bySequence != 0
            ? bySequence
            : Long.compare(longAt(a, aFrom + Long.BYTES), longAt(b, bFrom + Long.BYTES));
      };

  private final Lanes lanes;
  private final ExternalSorter sorter;
  private final long[] sequences;
  private final long[] counts;
  private final ByteBuffer record = ByteBuffer.allocate(RECORD);

  ChangeCounts(Lanes lanes, long memory, Path directory) {
    this.lanes = lanes;
    this.sorter = new ExternalSorter(ORDER, memory, directory, "counts");
    this.sequences = new long[lanes.count()];
    this.counts = new long[lanes.count()];
  }

  /** Counts a change. The sequences of a lane ascend. */
  void add(int lane, long sequence) {
    if (sequences[lane] != sequence) {
      write(lane);
      sequences[lane] = sequence;
    }
    counts[lane]++;
  }

  private void write(int lane) {
    if (counts[lane] > 0) {
      record
          .putLong(0, sequences[lane])
          .putLong(Long.BYTES, lanes.firstOf(lanes.table(lane)))
          .putLong(2 * Long.BYTES, counts[lane]);
      sorter.add(record.array(), 0, RECORD);
      counts[lane] = 0;
    }
  }

  /** Ends the counting. */
  Check check() {
    for (int lane = 0; lane < lanes.count(); lane++) {
      write(lane);
    }
    return new Check(sorter.sort().open());
  }

  @Override
  public void close() {
    sorter.close();
  }

  private static long longAt(byte[] bytes, int from) {
    return ByteBuffer.wrap(bytes).getLong(from);
  }

  /** Goes along the timeline. */
  final class Check implements AutoCloseable {

    private final RecordCursor found;
    private boolean there;

    private Check(RecordCursor found) {
      this.found = found;
      this.there = found.advance();
    }

    /** The next transaction on the timeline. */
    void commit(Commit commit) {
      SortedMap<TableId, Long> expected = new TreeMap<>();
      for (TableChanges changes : commit.tables()) {
        expected.merge(changes.table(), changes.total(), Long::sum);
      }
      expected.forEach((table, total) -> require(commit, table, total));
      if (there && sequence() <= commit.sequence().value()) {
        throw unannounced();
      }
    }

    private void require(Commit commit, TableId table, long expected) {
      long counted = 0;
      while (there && sequence() == commit.sequence().value() && table().equals(table)) {
        counted += longAt(found.buffer(), found.offset() + 2 * Long.BYTES);
        there = found.advance();
      }
      if (counted != expected) {
        throw new InconsistentLogException(
            "Transaction "
                + commit.transaction()
                + " (sequence "
                + commit.sequence()
                + ") made "
                + expected
                + " changes to "
                + table
                + ", and the log holds "
                + counted
                + ".");
      }
    }

    /** The timeline has no more transactions; neither may the log. */
    void end() {
      if (there) {
        throw unannounced();
      }
    }

    private InconsistentLogException unannounced() {
      return new InconsistentLogException(
          "The log holds changes to "
              + table()
              + " with sequence "
              + sequence()
              + " of which the timeline knows nothing.");
    }

    private long sequence() {
      return longAt(found.buffer(), found.offset());
    }

    private TableId table() {
      return lanes.table((int) longAt(found.buffer(), found.offset() + Long.BYTES));
    }

    @Override
    public void close() {
      found.close();
    }
  }
}
