package dev.tidemark.compactor.sort;

/** Records in order. Each {@link #open()} walks over all of them from the first. */
public interface SortedRecords {

  RecordCursor open();

  long count();

  default boolean isEmpty() {
    return count() == 0;
  }
}
