package dev.tidemark.compactor.sort;

/** A total order of records, decided on their bytes. */
@FunctionalInterface
public interface RecordOrder {

  /** Negative, zero or positive as the first record stands before, with or after the second. */
  int compare(byte[] a, int aFrom, int aLength, byte[] b, int bFrom, int bLength);

  /**
   * A number that is cheaper to compare than the record: it never falls as records rise in this
   * order. Records of one number are compared whole.
   */
  default long prefix(byte[] record, int from, int length) {
    return 0;
  }
}
