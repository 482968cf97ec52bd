package dev.tidemark.restorer.target;

import dev.tidemark.restorer.load.RestoreCancelledException;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Two pieces of work at once, each on a connection of its own. When one fails the other is
 * cancelled, and what failed first is what the caller gets.
 */
final class SideBySide {

  private final Session first;
  private final Session second;
  private @Nullable Throwable failure;

  SideBySide(Session first, Session second) {
    this.first = first;
    this.second = second;
  }

  /**
   * Returns, or fails, when neither runs any more.
   *
   * @param onFirst is run on a thread of its own
   * @param onSecond is run on the calling thread
   */
  <T> T run(Runnable onFirst, Supplier<T> onSecond) {
    Thread thread =
        new Thread(
            () ->
                attempt(
                    () -> {
                      onFirst.run();
                      return true;
                    },
                    second),
            "restore-indexes");
    thread.start();
    Optional<T> result = attempt(onSecond, first);
    await(thread);
    throwFailure();
    return result.orElseThrow();
  }

  private <T> Optional<T> attempt(Supplier<T> work, Session other) {
    try {
      return Optional.of(work.get());
    } catch (RuntimeException | Error e) {
      fail(e, other);
      return Optional.empty();
    }
  }

  private void fail(Throwable e, Session other) {
    synchronized (this) {
      if (failure == null) {
        failure = e;
      }
    }
    other.cancel();
  }

  private synchronized void throwFailure() {
    if (failure instanceof RuntimeException e) {
      throw e;
    } else if (failure instanceof Error e) {
      throw e;
    }
  }

  /** Whoever undoes the restore must find nothing at work, so an interrupt ends it, and is kept. */
  private void await(Thread thread) {
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
        fail(new RestoreCancelledException(), first);
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
