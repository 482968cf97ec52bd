package dev.tidemark.compactor.sort;

/**
 * A stable merge sort of primitive addresses, for which the library has no comparator. What is
 * sorted already, as rows of a growing key are, takes one comparison a merge.
 */
final class AddressSort {

  private static final int SMALL = 12;

  @FunctionalInterface
  interface AddressOrder {
    int compare(long a, long b);
  }

  private final long[] values;
  private final long[] scratch;
  private final AddressOrder order;

  private AddressSort(long[] values, int count, AddressOrder order) {
    this.values = values;
    this.scratch = new long[count];
    this.order = order;
  }

  static void sort(long[] values, int count, AddressOrder order) {
    new AddressSort(values, count, order).sort(0, count);
  }

  private void sort(int from, int to) {
    if (to - from <= SMALL) {
      insert(from, to);
      return;
    }
    int middle = (from + to) >>> 1;
    sort(from, middle);
    sort(middle, to);
    if (order.compare(values[middle - 1], values[middle]) > 0) {
      merge(from, middle, to);
    }
  }

  private void insert(int from, int to) {
    for (int i = from + 1; i < to; i++) {
      long value = values[i];
      int at = i;
      while (at > from && order.compare(values[at - 1], value) > 0) {
        values[at] = values[at - 1];
        at--;
      }
      values[at] = value;
    }
  }

  private void merge(int from, int middle, int to) {
    System.arraycopy(values, from, scratch, from, middle - from);
    int left = from;
    int right = middle;
    int at = from;
    while (left < middle && right < to) {
      values[at++] =
          order.compare(scratch[left], values[right]) <= 0 ? scratch[left++] : values[right++];
    }
    System.arraycopy(scratch, left, values, at, middle - left);
  }
}
