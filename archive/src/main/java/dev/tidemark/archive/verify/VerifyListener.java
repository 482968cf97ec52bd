package dev.tidemark.archive.verify;

/** Hears how a verification gets on, and may stop it. */
@FunctionalInterface
public interface VerifyListener {

  VerifyListener NONE = (done, total) -> true;

  /**
   * Called at the start, after each file, and at the end.
   *
   * @param done bytes that are verified
   * @param total bytes of all files that are read, as often as they are read
   * @return whether to go on
   */
  boolean progress(long done, long total);
}
