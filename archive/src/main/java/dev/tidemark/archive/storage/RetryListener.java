package dev.tidemark.archive.storage;

import java.time.Duration;

/** Hears of every call that is about to be made again. */
@FunctionalInterface
public interface RetryListener {

  RetryListener NONE = (attempts, pause, failure) -> {};

  /**
   * @param attempts made so far
   * @param pause until the next
   */
  void again(int attempts, Duration pause, Exception failure);
}
