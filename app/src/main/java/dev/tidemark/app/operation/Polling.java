package dev.tidemark.app.operation;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** Waits for another process to come to something. */
final class Polling {

  private static final long EVERY_MILLIS = 100;

  private Polling() {}

  /**
   * Asks until there is an answer, at least once.
   *
   * @return empty when the patience, or this thread, ended first
   */
  static <T> Optional<T> until(Duration patience, Supplier<Optional<T>> asked) {
    long deadline = System.nanoTime() + patience.toNanos();
    Optional<T> answer = asked.get();
    while (answer.isEmpty() && System.nanoTime() < deadline && pause()) {
      answer = asked.get();
    }
    return answer;
  }

  /** Lets a moment pass; false when this thread was told to end. */
  static boolean pause() {
    try {
      Thread.sleep(EVERY_MILLIS);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
