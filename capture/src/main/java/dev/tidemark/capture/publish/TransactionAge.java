package dev.tidemark.capture.publish;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * How long a transaction of Kafka's has been open, by two clocks: one that is never set may stand
 * still while the machine sleeps, and one that goes on then may be set.
 */
final class TransactionAge {

  private final Duration timeout;
  private final LongSupplier nanoTime;
  private final InstantSource clock;
  private long begunAt;
  private Instant begunOn = Instant.EPOCH;

  /**
   * @param timeout after which Kafka gives up a transaction
   */
  TransactionAge(Duration timeout, LongSupplier nanoTime, InstantSource clock) {
    this.timeout = timeout;
    this.nanoTime = nanoTime;
    this.clock = clock;
  }

  Duration timeout() {
    return timeout;
  }

  /** A transaction begins now. */
  void begin() {
    begunAt = nanoTime.getAsLong();
    begunOn = clock.instant();
  }

  /**
   * Whether Kafka may have given it up, by either clock. Kafka's began a little earlier or later
   * than these, hence nine tenths of its timeout.
   */
  boolean isOverdue() {
    Duration most = timeout.dividedBy(10).multipliedBy(9);
    Duration awake = Duration.ofNanos(nanoTime.getAsLong() - begunAt);
    Duration all = Duration.between(begunOn, clock.instant());
    return awake.compareTo(most) >= 0 || all.compareTo(most) >= 0;
  }
}
