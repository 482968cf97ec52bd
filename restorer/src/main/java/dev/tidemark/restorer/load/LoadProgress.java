package dev.tidemark.restorer.load;

/** Told of rows on their way, by several threads at once. */
public interface LoadProgress {

  /** So many more rows. */
  void rows(long rows);

  /** One more table is loaded, complete and verified. */
  void tableDone();
}
