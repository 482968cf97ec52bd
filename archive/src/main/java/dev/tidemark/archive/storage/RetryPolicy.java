package dev.tidemark.archive.storage;

import java.time.Duration;

/**
 * How often and how long to try again. The pause before the n-th repetition is chosen at random
 * between nothing and {@code base · 2^(n-1)}, at most {@code longest}: exponential back-off with
 * full jitter (M. Brooker, "Exponential Backoff And Jitter", AWS Architecture Blog, 2015), so that
 * many who were refused together do not come back together.
 *
 * @param attempts at most, the first included
 * @param limit no repetition begins later than this after the first attempt
 */
public record RetryPolicy(int attempts, Duration limit, Duration base, Duration longest) {

  public static final RetryPolicy DEFAULT =
      new RetryPolicy(12, Duration.ofMinutes(2), Duration.ofMillis(200), Duration.ofSeconds(20));

  public RetryPolicy {
    if (attempts < 1 || limit.isNegative() || base.isNegative() || longest.isNegative()) {
      throw new IllegalArgumentException("a retry policy has an attempt, and no negative times");
    }
  }

  /**
   * The longest pause before a repetition.
   *
   * @param repetition from 1
   */
  Duration ceiling(int repetition) {
    long factor = 1L << Math.min(repetition - 1, 30);
    Duration grown = base.multipliedBy(factor);
    return grown.compareTo(longest) < 0 ? grown : longest;
  }
}
