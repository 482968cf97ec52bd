package dev.tidemark.restorer.load;

/** Told of rows on their way, by several threads at once. */
public interface LoadProgress {

  /** So many more rows, with so many bytes as the archive has them. */
  void rows(long rows, long bytes);

  /** One more table is loaded, complete and verified. */
  void tableDone();
}
