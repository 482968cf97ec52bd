package dev.tidemark.app.broker;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.apache.kafka.common.utils.Time;

/**
 * The system's time, in which what is measured from one moment to another can be made longer: for
 * what waits until somebody else has been silent for long enough, when it is known that nobody is
 * there. The time of day is never changed.
 */
final class SkippedTime implements Time {

  private final AtomicLong skipped = new AtomicLong();

  /** As if nothing had happened for so long. */
  void skip(Duration time) {
    skipped.addAndGet(time.toNanos());
  }

  @Override
  public long nanoseconds() {
    return SYSTEM.nanoseconds() + skipped.get();
  }

  @Override
  public long milliseconds() {
    return SYSTEM.milliseconds();
  }

  @Override
  public void sleep(long millis) {
    SYSTEM.sleep(millis);
  }

  @Override
  public void waitObject(Object object, Supplier<Boolean> condition, long deadline)
      throws InterruptedException {
    SYSTEM.waitObject(object, condition, deadline);
  }
}
