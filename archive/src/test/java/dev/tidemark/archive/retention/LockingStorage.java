package dev.tidemark.archive.retention;

import dev.tidemark.archive.storage.FileLocks;
import dev.tidemark.archive.storage.ForwardingStorage;
import dev.tidemark.archive.storage.MissingFileException;
import dev.tidemark.archive.storage.Storage;
import dev.tidemark.archive.storage.StorageRefusedException;
import dev.tidemark.archive.storage.StorageWriter;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A storage that locks what is written to it, by a clock that a test sets. */
final class LockingStorage extends ForwardingStorage implements FileLocks {

  private final Duration window;
  private final Map<String, Instant> locks = new HashMap<>();
  private Instant now;
  private int asked;
  private int extended;
  private int described;
  private boolean isRefusing;
  private boolean isHiding;

  LockingStorage(Storage storage, Duration window, Instant now) {
    super(storage);
    this.window = window;
    this.now = now;
  }

  void clock(Instant time) {
    now = time;
  }

  /** From now on, whether a lock may be made longer. */
  void refuse(boolean isRefused) {
    isRefusing = isRefused;
  }

  /** From now on, whether anybody may be told how long a lock lasts. */
  void hide(boolean isHidden) {
    isHiding = isHidden;
  }

  /** How often the description was read. */
  int described() {
    return described;
  }

  int extended() {
    return extended;
  }

  int asked() {
    return asked;
  }

  /** Until when each file is locked. */
  Map<String, Instant> all() {
    return Map.copyOf(locks);
  }

  @Override
  public FileLocks locks() {
    return this;
  }

  @Override
  public Optional<Duration> window() {
    return Optional.of(window);
  }

  @Override
  public Instant until(String path) {
    asked++;
    if (isHiding) {
      throw new StorageRefusedException("cannot ask of " + path + ": access denied", "Ask.", null);
    }
    return existing(path);
  }

  @Override
  public void extend(String path, Instant until) {
    extended++;
    if (isRefusing) {
      throw new StorageRefusedException("cannot lock " + path + ": access denied", "Ask.", null);
    }
    if (until.isBefore(existing(path))) {
      throw new IllegalStateException(path + " is locked for longer");
    }
    locks.put(path, until);
  }

  private Instant existing(String path) {
    Instant lock = locks.get(path);
    if (lock == null) {
      throw new MissingFileException(path, "memory");
    }
    return lock;
  }

  private void lock(String path) {
    locks.put(path, now.plus(FileLocks.granted(window)));
  }

  @Override
  public boolean putIfAbsent(String path, byte[] content) {
    boolean isNew = super.putIfAbsent(path, content);
    if (isNew) {
      lock(path);
    }
    return isNew;
  }

  @Override
  public StorageWriter create(String path) {
    lock(path);
    return super.create(path);
  }

  @Override
  public InputStream open(String path, long offset) {
    described += path.endsWith("/collection.json") ? 1 : 0;
    return super.open(path, offset);
  }

  /** As in a bucket with versions, where a lock keeps the version and not the name. */
  @Override
  public void delete(String path) {
    locks.remove(path);
    super.delete(path);
  }
}
