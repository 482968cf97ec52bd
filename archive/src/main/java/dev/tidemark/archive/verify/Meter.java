package dev.tidemark.archive.verify;

/** Counts what was read, and asks whether to go on. */
final class Meter {

  private final VerifyListener listener;
  private final long total;
  private long done;

  Meter(VerifyListener listener, long total) {
    this.listener = listener;
    this.total = total;
    advance(0);
  }

  /**
   * @throws VerificationCancelledException somebody has had enough
   */
  void advance(long bytes) {
    done += bytes;
    if (!listener.progress(done, total) || Thread.currentThread().isInterrupted()) {
      throw new VerificationCancelledException();
    }
  }
}
