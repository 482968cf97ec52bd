package dev.tidemark.compactor.sort;

import java.util.ArrayList;
import java.util.List;

/**
 * Merges sorted cursors by a binary heap. Equal records come from the earlier cursor first, so a
 * sort is stable however often it spilled.
 */
final class MergeCursor implements RecordCursor {

  private record Source(int rank, RecordCursor records) {}

  private final RecordOrder order;
  private final List<RecordCursor> all;
  private final List<Source> heap = new ArrayList<>();
  private boolean started;

  MergeCursor(RecordOrder order, List<RecordCursor> sources) {
    this.order = order;
    this.all = List.copyOf(sources);
  }

  @Override
  public boolean advance() {
    if (!started) {
      start();
    } else if (!heap.isEmpty()) {
      replaceFirst();
    }
    return !heap.isEmpty();
  }

  private void start() {
    started = true;
    for (int rank = 0; rank < all.size(); rank++) {
      if (all.get(rank).advance()) {
        heap.add(new Source(rank, all.get(rank)));
      }
    }
    for (int at = heap.size() / 2 - 1; at >= 0; at--) {
      sink(at);
    }
  }

  private void replaceFirst() {
    if (!heap.get(0).records().advance()) {
      Source last = heap.remove(heap.size() - 1);
      if (heap.isEmpty()) {
        return;
      }
      heap.set(0, last);
    }
    sink(0);
  }

  private void sink(int from) {
    Source moving = heap.get(from);
    int at = from;
    while (true) {
      int child = 2 * at + 1;
      if (child >= heap.size()) {
        break;
      }
      if (child + 1 < heap.size() && isBefore(heap.get(child + 1), heap.get(child))) {
        child++;
      }
      if (!isBefore(heap.get(child), moving)) {
        break;
      }
      heap.set(at, heap.get(child));
      at = child;
    }
    heap.set(at, moving);
  }

  private boolean isBefore(Source a, Source b) {
    RecordCursor x = a.records();
    RecordCursor y = b.records();
    int compared =
        order.compare(x.buffer(), x.offset(), x.length(), y.buffer(), y.offset(), y.length());
    return compared != 0 ? compared < 0 : a.rank() < b.rank();
  }

  @Override
  public byte[] buffer() {
    return heap.get(0).records().buffer();
  }

  @Override
  public int offset() {
    return heap.get(0).records().offset();
  }

  @Override
  public int length() {
    return heap.get(0).records().length();
  }

  @Override
  public void close() {
    all.forEach(RecordCursor::close);
  }
}
