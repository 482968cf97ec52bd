package dev.tidemark.archive.merge;

import dev.tidemark.archive.run.RunReader;
import dev.tidemark.archive.run.RunSchemas;
import dev.tidemark.archive.run.StoredRun;
import dev.tidemark.archive.storage.Storage;
import dev.tidemark.schemas.row.AvroOutput;
import dev.tidemark.schemas.row.RowSlice;
import dev.tidemark.schemas.row.UnadaptableRowsException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

/**
 * All versions of all rows of some runs, in key order, newest first: each as the row was then, with
 * the values that it left unchanged taken from the versions below it. Not for sharing between
 * threads.
 */
public final class VersionScan {

  /** Of versions of one key that wait for a value. */
  private static final long MOST_BYTES = 64L << 20;

  private final OpenRuns runs;
  private final RunHeap heap;
  private final VersionVisitor visitor;
  private final AvroOutput key = new AvroOutput(64);
  private final List<PendingRow> pending = new ArrayList<>();
  private long pendingBytes;

  private VersionScan(OpenRuns runs, RunHeap heap, VersionVisitor visitor) {
    this.runs = runs;
    this.heap = heap;
    this.visitor = visitor;
  }

  /**
   * Shows every version of some runs.
   *
   * @param runs of one chain, one table and one partition, whose keys can be compared
   * @param schemas of all runs that are read for the same purpose
   * @throws TooManyVersionsException too many versions of one row wait for a value
   * @throws dev.tidemark.archive.storage.DamagedFileException a run is not what was written
   */
  public static void run(
      Storage storage, List<StoredRun> runs, RunSchemas schemas, VersionVisitor visitor) {
    try (OpenRuns open = OpenRuns.open(storage, runs, schemas)) {
      VersionScan scan =
          new VersionScan(open, new RunHeap(open.readers(), open.keyOrder()), visitor);
      while (!scan.heap.isEmpty()) {
        scan.takeKey();
      }
    }
  }

  private void takeKey() {
    RunReader first = heap.top();
    key.reset();
    key.writeRaw(first.keyBuffer(), first.keyOffset(), first.keyLength());
    while (!heap.isEmpty() && isSameKey(heap.top())) {
      take(heap.top());
      heap.advance();
    }
    giveUp();
  }

  private void take(RunReader version) {
    if (!visitor.wants(version.schema(), RowSlice.of(key))) {
      pending.clear();
      pendingBytes = 0;
    } else if (version.isTombstone()) {
      giveUp();
    } else {
      fill(version);
      if (visitor.isEnough(version.schema(), version.unchanged())) {
        visitor.visit(version.schema(), RowSlice.of(key), version.row());
      } else {
        await(version);
      }
    }
  }

  private void await(RunReader version) {
    pendingBytes += version.rowLength();
    if (pendingBytes > MOST_BYTES) {
      throw new TooManyVersionsException(version.schema().table(), MOST_BYTES);
    }
    PendingRow row = new PendingRow(runs);
    boolean unused = row.begin(version);
    pending.add(row);
  }

  private void fill(RunReader older) {
    Iterator<PendingRow> rows = pending.iterator();
    while (rows.hasNext()) {
      PendingRow row = rows.next();
      if (isOver(row, older)) {
        rows.remove();
      }
    }
    if (pending.isEmpty()) {
      pendingBytes = 0;
    }
  }

  private boolean isOver(PendingRow row, RunReader older) {
    try {
      boolean isWhole = row.fill(older);
      if (isWhole) {
        visitor.visit(row.schema(), RowSlice.of(key), row.slice());
      }
      return isWhole;
    } catch (UnadaptableRowsException e) {
      visitor.visitUnresolved(row.schema());
      return true;
    }
  }

  private void giveUp() {
    pending.forEach(row -> visitor.visitUnresolved(row.schema()));
    pending.clear();
    pendingBytes = 0;
  }

  private boolean isSameKey(RunReader version) {
    int from = version.keyOffset();
    return Arrays.equals(
        key.array(), 0, key.size(), version.keyBuffer(), from, from + version.keyLength());
  }
}
