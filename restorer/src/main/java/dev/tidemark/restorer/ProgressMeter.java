package dev.tidemark.restorer;

import dev.tidemark.restorer.Progress.Phase;
import dev.tidemark.restorer.load.LoadProgress;

/** Adds up what threads report, and passes it on to the listener in order. */
final class ProgressMeter implements LoadProgress {

  private final ProgressListener listener;
  private final int tables;
  private Phase phase = Phase.VALIDATE;
  private long done;
  private long total;
  private int tablesDone;

  ProgressMeter(ProgressListener listener, int tables) {
    this.listener = listener;
    this.tables = tables;
  }

  synchronized void begin(Phase next, long amount) {
    phase = next;
    done = 0;
    total = amount;
    report();
  }

  synchronized void advance(long amount) {
    done += amount;
    report();
  }

  @Override
  public void rows(long rows) {
    advance(rows);
  }

  @Override
  public synchronized void tableDone() {
    tablesDone++;
    report();
  }

  private void report() {
    listener.progressed(new Progress(phase, done, total, tablesDone, tables));
  }
}
