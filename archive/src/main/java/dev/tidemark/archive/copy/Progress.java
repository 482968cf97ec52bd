package dev.tidemark.archive.copy;

/** Counts what was copied, and asks whether to go on. */
final class Progress {

  private static final long STEP = 1 << 20;

  private final CopyListener listener;
  private final long total;
  private long done;
  private long told;

  Progress(CopyListener listener, long total) {
    this.listener = listener;
    this.total = total;
    tell();
  }

  /**
   * @throws CopyCancelledException somebody has had enough
   */
  void advance(long bytes) {
    done += bytes;
    if (done - told >= STEP) {
      tell();
    }
  }

  void end() {
    tell();
  }

  private void tell() {
    told = done;
    if (!listener.progress(done, total) || Thread.currentThread().isInterrupted()) {
      throw new CopyCancelledException();
    }
  }
}
