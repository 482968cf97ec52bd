package dev.tidemark.compactor.sort;

import java.util.List;

/**
 * Merges sorted cursors by a binary heap. Equal records come from the earlier cursor first, so a
 * sort is stable however often it spilled.
 */
final class MergeCursor implements RecordCursor {

  /** What is merged, and the prefix of the record it stands on. */
  private static final class Source {

    private final int rank;
    private final RecordCursor records;
    private final RecordOrder order;
    private long prefix;

    Source(int rank, RecordCursor records, RecordOrder order) {
      this.rank = rank;
      this.records = records;
      this.order = order;
    }

    boolean advance() {
      if (!records.advance()) {
        return false;
      }
      prefix = order.prefix(records.buffer(), records.offset(), records.length());
      return true;
    }

    boolean isBefore(Source other) {
      if (prefix != other.prefix) {
        return prefix < other.prefix;
      }
      RecordCursor x = records;
      RecordCursor y = other.records;
      int compared =
          order.compare(x.buffer(), x.offset(), x.length(), y.buffer(), y.offset(), y.length());
      return compared != 0 ? compared < 0 : rank < other.rank;
    }
  }

  private final RecordOrder order;
  private final List<RecordCursor> all;
  private final Source[] heap;
  private int size;
  private boolean started;

  MergeCursor(RecordOrder order, List<RecordCursor> sources) {
    this.order = order;
    this.all = List.copyOf(sources);
    this.heap = new Source[all.size()];
  }

  @Override
  public boolean advance() {
    if (!started) {
      start();
    } else if (size > 0) {
      replaceFirst();
    }
    return size > 0;
  }

  private void start() {
    started = true;
    for (int rank = 0; rank < all.size(); rank++) {
      Source source = new Source(rank, all.get(rank), order);
      if (source.advance()) {
        heap[size++] = source;
      }
    }
    for (int at = size / 2 - 1; at >= 0; at--) {
      sink(at);
    }
  }

  private void replaceFirst() {
    if (!heap[0].advance()) {
      size--;
      if (size == 0) {
        return;
      }
      heap[0] = heap[size];
    }
    sink(0);
  }

  private void sink(int from) {
    Source moving = heap[from];
    int at = from;
    while (true) {
      int child = 2 * at + 1;
      if (child >= size) {
        break;
      }
      if (child + 1 < size && heap[child + 1].isBefore(heap[child])) {
        child++;
      }
      if (!heap[child].isBefore(moving)) {
        break;
      }
      heap[at] = heap[child];
      at = child;
    }
    heap[at] = moving;
  }

  @Override
  public byte[] buffer() {
    return heap[0].records.buffer();
  }

  @Override
  public int offset() {
    return heap[0].records.offset();
  }

  @Override
  public int length() {
    return heap[0].records.length();
  }

  @Override
  public void close() {
    all.forEach(RecordCursor::close);
  }
}
