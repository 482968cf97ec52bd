package dev.tidemark.archive.storage.encryption;

import dev.tidemark.archive.storage.FileLocks;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Locks of files under their encrypted names, and of the wrapped keys. */
final class EncryptedLocks implements FileLocks {

  private final FileLocks locks;
  private final UnaryOperator<String> names;
  private final String keys;

  /**
   * @param names from a path to the one it has in the storage
   * @param keys the path of the wrapped keys
   */
  EncryptedLocks(FileLocks locks, UnaryOperator<String> names, String keys) {
    this.locks = locks;
    this.names = names;
    this.keys = keys;
  }

  @Override
  public Optional<Duration> window() {
    return locks.window();
  }

  @Override
  public Instant until(String path) {
    return locks.until(name(path));
  }

  @Override
  public void extend(String path, Instant until) {
    locks.extend(name(path), until);
  }

  @Override
  public List<String> own() {
    return List.of(keys);
  }

  private String name(String path) {
    return path.equals(keys) ? path : names.apply(path);
  }
}
