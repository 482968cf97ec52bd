package dev.tidemark.acceptance.await;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits until something is so, and says what was missing when it does not come. */
public final class Await {

  private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(20);

  private Await() {}

  /**
   * @throws AssertionError it is not so within the deadline
   */
  public static void until(String what, Duration deadline, BooleanSupplier condition) {
    value(what, deadline, present(condition));
  }

  /** As {@link #until}, for a condition that is costly to look at and stays once it is so. */
  public static void lastingly(String what, Duration deadline, BooleanSupplier condition) {
    lastingly(() -> what, deadline, condition);
  }

  /** The same, when what is missing is better said afterwards. */
  public static void lastingly(
      Supplier<String> what, Duration deadline, BooleanSupplier condition) {
    value(what, deadline, 10 * PAUSE, present(condition));
  }

  private static Supplier<Optional<Boolean>> present(BooleanSupplier condition) {
    return () -> condition.getAsBoolean() ? Optional.of(true) : Optional.empty();
  }

  /** The first value that comes. */
  public static <T> T value(String what, Duration deadline, Supplier<Optional<T>> source) {
    return value(() -> what, deadline, PAUSE, source);
  }

  private static <T> T value(
      Supplier<String> what, Duration deadline, long pause, Supplier<Optional<T>> source) {
    long end = System.nanoTime() + deadline.toNanos();
    while (true) {
      Optional<T> value = source.get();
      if (value.isPresent()) {
        return value.get();
      }
      if (System.nanoTime() > end) {
        throw new AssertionError("not within " + deadline.toSeconds() + " s: " + what.get());
      }
      LockSupport.parkNanos(pause);
    }
  }
}
