package dev.tidemark.app.operation;

import dev.tidemark.app.home.HomeException;
import dev.tidemark.app.home.OperationBoard;
import dev.tidemark.app.home.OperationState;
import dev.tidemark.app.home.OperationStatus;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes down how an operation gets on, not too often, and tells its listener as well. That it
 * cannot be written ends no operation: what counts is done elsewhere.
 */
final class OperationRecord implements Listener {

  private static final Logger LOG = LoggerFactory.getLogger(OperationRecord.class);
  private static final long EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private final OperationBoard board;
  private final Listener listener;
  private OperationStatus status;
  private long stepBegan;
  private long written;

  OperationRecord(OperationBoard board, OperationStatus begun, Listener listener) {
    this.board = board;
    this.status = begun;
    this.listener = listener;
    this.stepBegan = System.nanoTime();
    this.written = stepBegan;
  }

  @Override
  public synchronized void progress(String step, long done, long total) {
    long now = System.nanoTime();
    boolean isNew = !step.equals(status.step());
    if (isNew) {
      stepBegan = now;
    }
    status = status.at(step, done, total, perSecond(done, now));
    if (isNew || now - written >= EVERY_NANOS) {
      written = now;
      write();
    }
    listener.progress(step, done, total);
  }

  private long perSecond(long done, long now) {
    long nanos = now - stepBegan;
    return nanos == 0 ? 0 : (long) (done * (double) TimeUnit.SECONDS.toNanos(1) / nanos);
  }

  @Override
  public void note(String text) {
    listener.note(text);
  }

  synchronized void over(OperationState state, Instant at, String result) {
    status = status.over(state, at, result);
    write();
  }

  private void write() {
    // An interrupted thread writes no file, and its end is what somebody waits to read.
    boolean interrupted = Thread.interrupted();
    try {
      board.write(status);
    } catch (HomeException e) {
      LOG.warn("how operation {} is: {}", status.id(), e.getMessage());
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
