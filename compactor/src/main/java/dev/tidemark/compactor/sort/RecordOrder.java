package dev.tidemark.compactor.sort;

/** A total order of records, decided on their bytes. */
@FunctionalInterface
public interface RecordOrder {

  /** Negative, zero or positive as the first record stands before, with or after the second. */
  int compare(byte[] a, int aFrom, int aLength, byte[] b, int bFrom, int bLength);
}
