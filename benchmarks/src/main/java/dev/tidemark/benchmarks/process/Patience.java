package dev.tidemark.benchmarks.process;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for what other programs do. */
public final class Patience {

  private static final long LOOK_EVERY_MILLIS = 50;

  private Patience() {}

  /**
   * Returns once the condition holds.
   *
   * @throws IllegalStateException it did not within the time
   */
  public static void until(String what, Duration within, BooleanSupplier condition) {
    long end = System.nanoTime() + within.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException("waited " + within + " in vain for: " + what);
      }
      try {
        Thread.sleep(LOOK_EVERY_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while waiting for: " + what, e);
      }
    }
  }
}
