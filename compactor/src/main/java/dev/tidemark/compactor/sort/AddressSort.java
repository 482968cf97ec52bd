package dev.tidemark.compactor.sort;

/**
 * A stable merge sort of primitive addresses, for which the library has no comparator. What is
 * sorted already, as rows of a growing key are, takes one comparison a merge. A number beside each
 * address decides most comparisons without a look at what is there.
 */
final class AddressSort {

  private static final int SMALL = 12;

  @FunctionalInterface
  interface AddressOrder {
    int compare(long a, long b);
  }

  private final long[] addresses;
  private final long[] prefixes;
  private final long[] leftAddresses;
  private final long[] leftPrefixes;
  private final AddressOrder order;

  private AddressSort(long[] addresses, long[] prefixes, AddressOrder order) {
    this.addresses = addresses;
    this.prefixes = prefixes;
    // The left half of a merge is the smaller one.
    this.leftAddresses = new long[prefixes.length / 2];
    this.leftPrefixes = new long[prefixes.length / 2];
    this.order = order;
  }

  /**
   * Sorts.
   *
   * @param addresses as many of them as there are prefixes
   * @param prefixes never fall as addresses rise in their order
   * @param order of addresses that have one prefix
   */
  static void sort(long[] addresses, long[] prefixes, AddressOrder order) {
    new AddressSort(addresses, prefixes, order).sort(0, prefixes.length);
  }

  private void sort(int from, int to) {
    if (to - from <= SMALL) {
      insert(from, to);
      return;
    }
    int middle = (from + to) >>> 1;
    sort(from, middle);
    sort(middle, to);
    if (isAfter(prefixes[middle - 1], addresses[middle - 1], middle)) {
      merge(from, middle, to);
    }
  }

  private void insert(int from, int to) {
    for (int i = from + 1; i < to; i++) {
      long address = addresses[i];
      long prefix = prefixes[i];
      int at = i;
      while (at > from && isBefore(prefix, address, at - 1)) {
        addresses[at] = addresses[at - 1];
        prefixes[at] = prefixes[at - 1];
        at--;
      }
      addresses[at] = address;
      prefixes[at] = prefix;
    }
  }

  private void merge(int from, int middle, int to) {
    int count = middle - from;
    System.arraycopy(addresses, from, leftAddresses, 0, count);
    System.arraycopy(prefixes, from, leftPrefixes, 0, count);
    int left = 0;
    int right = middle;
    int at = from;
    while (left < count && right < to) {
      if (isAfter(leftPrefixes[left], leftAddresses[left], right)) {
        addresses[at] = addresses[right];
        prefixes[at++] = prefixes[right++];
      } else {
        addresses[at] = leftAddresses[left];
        prefixes[at++] = leftPrefixes[left++];
      }
    }
    System.arraycopy(leftAddresses, left, addresses, at, count - left);
    System.arraycopy(leftPrefixes, left, prefixes, at, count - left);
  }

  private boolean isAfter(long prefix, long address, int other) {
    return prefix == prefixes[other]
        ? order.compare(address, addresses[other]) > 0
        : prefix > prefixes[other];
  }

  private boolean isBefore(long prefix, long address, int other) {
    return prefix == prefixes[other]
        ? order.compare(address, addresses[other]) < 0
        : prefix < prefixes[other];
  }
}
