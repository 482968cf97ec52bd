package dev.tidemark.app.server;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Something that is done over and over on a thread of its own, with a pause after each time, until
 * it is closed. Then what runs is interrupted, and waited for a little.
 */
final class Rounds implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Rounds.class);
  private static final long END_MILLIS = 5_000;

  private final Duration pause;
  private final Runnable round;
  private final Thread thread;

  /**
   * @param name of the thread
   * @param round returns when its thread is interrupted; what it throws is logged, and the next one
   *     comes after the pause all the same
   */
  Rounds(String name, Duration pause, Runnable round) {
    this.pause = pause;
    this.round = round;
    this.thread = new Thread(this::run, name);
  }

  /** They do not keep a server from ending, as when the other side answers nobody. */
  Rounds asDaemon() {
    thread.setDaemon(true);
    return this;
  }

  void start() {
    thread.start();
  }

  private void run() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        once();
        Thread.sleep(pause.toMillis());
      }
    } catch (InterruptedException e) {
      LOG.debug("{}: there are no more rounds", thread.getName());
    }
  }

  /** Rounds that have ended and do not say so would be worse than one that fails. */
  private void once() {
    try {
      round.run();
    } catch (RuntimeException | Error e) {
      if (!Thread.currentThread().isInterrupted()) {
        LOG.error("{}: this round failed", thread.getName(), e);
      }
    }
  }

  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join(END_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
