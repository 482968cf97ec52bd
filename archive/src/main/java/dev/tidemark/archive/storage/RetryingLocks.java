package dev.tidemark.archive.storage;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Locks of a storage of which calls are made again. */
final class RetryingLocks implements FileLocks {

  private final FileLocks locks;
  private final Retry retry;

  RetryingLocks(FileLocks locks, Retry retry) {
    this.locks = locks;
    this.retry = retry;
  }

  @Override
  public Optional<Duration> window() {
    return retry.call(locks::window);
  }

  @Override
  public Instant until(String path) {
    return retry.call(() -> locks.until(path));
  }

  @Override
  public void extend(String path, Instant until) {
    retry.run(() -> locks.extend(path, until));
  }

  @Override
  public List<String> own() {
    return locks.own();
  }
}
