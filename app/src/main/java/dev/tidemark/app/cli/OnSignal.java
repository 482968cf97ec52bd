package dev.tidemark.app.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.LoggerFactory;

/**
 * Work that has to clean up behind itself when Ctrl-C or a signal ends the process: it is
 * interrupted, and the process waits until it has done so.
 */
final class OnSignal {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private OnSignal() {}

  /** Work that ends in good order when its thread is interrupted. */
  static <T> T interrupted(Supplier<T> work) {
    CountDownLatch done = new CountDownLatch(1);
    Thread worker = Thread.currentThread();
    Runnable interrupt =
        () -> {
          worker.interrupt();
          await(done);
        };
    return stopped(
        interrupt,
        () -> {
          try {
            return work.get();
          } finally {
            done.countDown();
          }
        });
  }

  /**
   * @param stop ends the work and returns when that is done
   */
  static <T> T stopped(Runnable stop, Supplier<T> work) {
    Thread hook = new Thread(stop, "on-signal");
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      return work.get();
    } finally {
      remove(hook);
    }
  }

  private static void await(CountDownLatch done) {
    try {
      if (!done.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        LoggerFactory.getLogger(OnSignal.class).warn("what was begun could not be undone in time");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void remove(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      LoggerFactory.getLogger(OnSignal.class).debug("the process is ending", e);
    }
  }
}
