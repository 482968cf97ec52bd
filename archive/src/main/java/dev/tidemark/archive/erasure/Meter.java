package dev.tidemark.archive.erasure;

import dev.tidemark.archive.erasure.ErasureListener.Step;

/** Counts what was read in one step, and asks whether to go on. */
final class Meter {

  private final ErasureListener listener;
  private final Step step;
  private final long total;
  private long done;

  Meter(ErasureListener listener, Step step, long total) {
    this.listener = listener;
    this.step = step;
    this.total = total;
    advance(0);
  }

  /**
   * @throws ErasureCancelledException somebody has had enough
   */
  void advance(long bytes) {
    done += bytes;
    if (!listener.progress(step, done, total) || Thread.currentThread().isInterrupted()) {
      throw new ErasureCancelledException();
    }
  }
}
