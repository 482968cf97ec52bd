package dev.tidemark.archive.merge;

import dev.tidemark.archive.run.RunReader;
import dev.tidemark.archive.storage.DamagedFileException;
import dev.tidemark.schemas.row.KeyOrder;
import java.util.List;

/**
 * Runs in a heap: on top the one whose version comes first, by key, then newest first. A run that
 * stays on top, as a base does most of the time, costs two comparisons a version.
 */
final class RunHeap {

  private final KeyOrder keyOrder;
  private final RunReader[] heap;
  private int size;

  /**
   * @param runs none of which has been advanced
   */
  RunHeap(List<RunReader> runs, KeyOrder keyOrder) {
    this.keyOrder = keyOrder;
    this.heap = new RunReader[runs.size()];
    for (RunReader run : runs) {
      if (run.advance()) {
        heap[size++] = run;
      }
    }
    for (int at = size / 2 - 1; at >= 0; at--) {
      siftDown(at);
    }
  }

  boolean isEmpty() {
    return size == 0;
  }

  RunReader top() {
    return heap[0];
  }

  /** Goes on from the version on top to the next. */
  void advance() {
    if (!heap[0].advance()) {
      heap[0] = heap[--size];
    }
    if (size > 0) {
      siftDown(0);
    }
  }

  private void siftDown(int from) {
    int at = from;
    RunReader moving = heap[at];
    for (int child = 2 * at + 1; child < size; child = 2 * at + 1) {
      if (child + 1 < size && isBefore(heap[child + 1], heap[child])) {
        child++;
      }
      if (!isBefore(heap[child], moving)) {
        break;
      }
      heap[at] = heap[child];
      at = child;
    }
    heap[at] = moving;
  }

  private boolean isBefore(RunReader a, RunReader b) {
    int byKey =
        keyOrder.compare(
            a.keyBuffer(),
            a.keyOffset(),
            a.keyLength(),
            b.keyBuffer(),
            b.keyOffset(),
            b.keyLength());
    if (byKey != 0) {
      return byKey < 0;
    }
    if (a.sequence() != b.sequence()) {
      return a.sequence() > b.sequence();
    }
    if (a.order() == b.order()) {
      throw new DamagedFileException(
          a.path(),
          "it holds the change " + a.sequence() + "/" + a.order() + " that is also in " + b.path());
    }
    return a.order() > b.order();
  }
}
