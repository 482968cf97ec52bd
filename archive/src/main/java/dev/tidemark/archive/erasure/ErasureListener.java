package dev.tidemark.archive.erasure;

/** Hears how an erasure gets on, and may stop it. */
@FunctionalInterface
public interface ErasureListener {

  ErasureListener NONE = (step, done, total) -> true;

  /** What is being done. */
  enum Step {
    SEARCH,
    CHECK,
    REWRITE,
    DELETE
  }

  /**
   * Called at the start of each step, after each file, and at the end. What it answers while files
   * are deleted is of no matter: by then it is erased.
   *
   * @param done bytes, of {@code total}
   * @return whether to go on
   */
  boolean progress(Step step, long done, long total);
}
