package dev.tidemark.archive.storage;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** Retries that wait for nothing. */
final class Retries {

  private static final RetryPolicy PATIENT =
      new RetryPolicy(100, Duration.ofDays(1), Duration.ZERO, Duration.ZERO);

  private Retries() {}

  /** Never gives up. */
  static Retry patient(RandomGenerator random) {
    return new Retry(PATIENT, () -> 0, pause -> {}, random, RetryListener.NONE);
  }
}
