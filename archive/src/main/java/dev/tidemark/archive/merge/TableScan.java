package dev.tidemark.archive.merge;

import dev.tidemark.archive.run.RunReader;
import dev.tidemark.archive.run.RunSchemas;
import dev.tidemark.archive.run.StoredRun;
import dev.tidemark.archive.storage.Storage;
import dev.tidemark.schemas.change.ChangeId;
import dev.tidemark.schemas.change.Sequence;
import dev.tidemark.schemas.row.AvroOutput;
import dev.tidemark.schemas.row.RowSchema;
import dev.tidemark.schemas.row.RowSlice;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The live rows of one partition of a table as of a sequence, in key order. For each key the newest
 * version up to the sequence counts, and what it left unchanged is taken from the versions below
 * it. Not for sharing between threads.
 */
public final class TableScan implements AutoCloseable {

  private final OpenRuns runs;
  private final RunHeap heap;
  private final long asOf;
  private final @Nullable ChangeId truncated;
  private final AvroOutput key = new AvroOutput(64);
  private final PendingRow row;

  private TableScan(OpenRuns runs, RunHeap heap, long asOf, @Nullable ChangeId truncated) {
    this.runs = runs;
    this.heap = heap;
    this.asOf = asOf;
    this.truncated = truncated;
    this.row = new PendingRow(runs);
  }

  /**
   * Opens the runs and begins before their first row.
   *
   * @param runs of one table and one partition
   * @param truncated the table's last TRUNCATE up to the sequence
   */
  public static TableScan open(
      Storage storage, List<StoredRun> runs, Sequence asOf, Optional<ChangeId> truncated) {
    return open(storage, runs, asOf, truncated, new RunSchemas());
  }

  /**
   * The same, for several scans of one thread.
   *
   * @param schemas of the runs that are scanned by it
   */
  public static TableScan open(
      Storage storage,
      List<StoredRun> runs,
      Sequence asOf,
      Optional<ChangeId> truncated,
      RunSchemas schemas) {
    OpenRuns open = OpenRuns.open(storage, runs, schemas);
    try {
      return new TableScan(
          open, new RunHeap(open.readers(), open.keyOrder()), asOf.value(), truncated.orElse(null));
    } catch (RuntimeException e) {
      open.close();
      throw e;
    }
  }

  /**
   * Goes to the next live row.
   *
   * @return false after the last one
   * @throws UnresolvableValueException a value that a row left unchanged is nowhere
   * @throws dev.tidemark.archive.storage.DamagedFileException a run is not what was written
   */
  public boolean advance() {
    while (!heap.isEmpty()) {
      if (takeKey()) {
        return true;
      }
    }
    return false;
  }

  /** Valid until the next {@link #advance()}, as is {@link #row()}. */
  public RowSlice key() {
    return RowSlice.of(key);
  }

  public RowSlice row() {
    return row.slice();
  }

  /** Of the row at hand. Equal schemas are one object within a scan. */
  public RowSchema schema() {
    return row.schema();
  }

  /** Of the version that made the row what it is. */
  public long sequence() {
    return row.sequence();
  }

  public long order() {
    return row.order();
  }

  @Override
  public void close() {
    runs.close();
  }

  /** Goes over all versions of the key on top. */
  private boolean takeKey() {
    RunReader first = heap.top();
    key.reset();
    key.writeRaw(first.keyBuffer(), first.keyOffset(), first.keyLength());
    row.clear();
    boolean decided = false;
    while (!heap.isEmpty() && isSameKey(heap.top())) {
      if (!decided) {
        decided = take(heap.top());
      }
      heap.advance();
    }
    row.checkResolved();
    return row.isPresent();
  }

  /**
   * Takes the next older version.
   *
   * @return whether all older ones are of no matter
   */
  private boolean take(RunReader version) {
    if (version.sequence() > asOf) {
      return false;
    }
    if (version.isTombstone() || isTruncated(version)) {
      return true;
    }
    return row.isPresent() ? row.fill(version) : row.begin(version);
  }

  private boolean isTruncated(RunReader version) {
    if (truncated == null) {
      return false;
    }
    long sequence = truncated.sequence().value();
    return version.sequence() < sequence
        || (version.sequence() == sequence && version.order() < truncated.order());
  }

  private boolean isSameKey(RunReader version) {
    int from = version.keyOffset();
    return Arrays.equals(
        key.array(), 0, key.size(), version.keyBuffer(), from, from + version.keyLength());
  }
}
