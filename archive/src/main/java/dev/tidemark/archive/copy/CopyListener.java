package dev.tidemark.archive.copy;

/** Hears how a copy gets on, and may stop it. */
@FunctionalInterface
public interface CopyListener {

  CopyListener NONE = (done, total) -> true;

  /**
   * Called at the start, now and then, and at the end.
   *
   * @param done bytes that are in the target for good, or on their way
   * @param total bytes of all files that have to be there
   * @return whether to go on; a copy that is told to stop ends with a {@link
   *     CopyCancelledException}, and what is in the target can be restored
   */
  boolean progress(long done, long total);
}
