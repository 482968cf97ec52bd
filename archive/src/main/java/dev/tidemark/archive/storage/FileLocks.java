package dev.tidemark.archive.storage;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a store itself keeps from being deleted until a time. A lock lasts from when a file was
 * written; what is needed for longer has its lock extended.
 */
public interface FileLocks {

  /** Of storages that lock nothing. */
  FileLocks NONE =
      new FileLocks() {
        @Override
        public Optional<Duration> window() {
          return Optional.empty();
        }

        @Override
        public Instant until(String path) {
          return Instant.MIN;
        }

        @Override
        public void extend(String path, Instant until) {
          throw new IllegalArgumentException("nothing is locked in this storage");
        }
      };

  /**
   * How long a lock is made for what has to be locked for so long: an eighth longer. So the files
   * of a chain that grows have theirs extended eight times in that time, not with each backup.
   */
  static Duration granted(Duration window) {
    return window.plus(window.dividedBy(8));
  }

  /**
   * For how long from its time on each state that was backed up has to be kept.
   *
   * @return empty where nothing is locked
   * @throws StorageRefusedException a lock is demanded, and the store has none
   */
  Optional<Duration> window();

  /**
   * Until when a file is locked at least.
   *
   * @return {@link Instant#MIN} when it is not
   * @throws MissingFileException there is no such file
   */
  Instant until(String path);

  /**
   * Makes a lock last longer; it may be made so again.
   *
   * @throws MissingFileException there is no such file
   * @throws StorageException it lasts as long as before
   */
  void extend(String path, Instant until);

  /** Files that the storage keeps for itself, in no list of it, and without which none is read. */
  default List<String> own() {
    return List.of();
  }
}
