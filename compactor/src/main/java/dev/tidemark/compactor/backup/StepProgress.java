package dev.tidemark.compactor.backup;

/** Counts one step of a job and tells the listener every so often. */
final class StepProgress {

  private static final long EVERY = 4096;

  private final BackupListener listener;
  private final BackupListener.Step step;
  private final long total;
  private long done;

  StepProgress(BackupListener listener, BackupListener.Step step, long total) {
    this.listener = listener;
    this.step = step;
    this.total = total;
    tell(0);
  }

  void advance() {
    done++;
    if (done % EVERY == 0) {
      tell(Math.min(done, total));
    }
  }

  void end() {
    tell(total);
  }

  private void tell(long reached) {
    if (!listener.progress(step, reached, total) || Thread.currentThread().isInterrupted()) {
      throw new BackupCancelledException(null);
    }
  }
}
