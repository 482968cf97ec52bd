package dev.tidemark.archive.retention;

import dev.tidemark.archive.storage.Storage;
import dev.tidemark.archive.storage.StorageRefusedException;
import dev.tidemark.archive.storage.StorageWriter;
import dev.tidemark.archive.storage.StoredFile;
import java.io.InputStream;
import java.util.List;

/** A storage that does not let histories be deleted, until it is unlocked. */
final class LockedStorage implements Storage {

  private final Storage storage;
  private boolean isLocked = true;

  LockedStorage(Storage storage) {
    this.storage = storage;
  }

  void unlock() {
    isLocked = false;
  }

  @Override
  public void delete(String path) {
    if (isLocked && path.contains("/history-")) {
      throw new StorageRefusedException(
          "cannot delete " + path + ": it is locked until 2026-12-22", "Wait until then.", null);
    }
    storage.delete(path);
  }

  @Override
  public boolean putIfAbsent(String path, byte[] content) {
    return storage.putIfAbsent(path, content);
  }

  @Override
  public StorageWriter create(String path) {
    return storage.create(path);
  }

  @Override
  public InputStream open(String path, long offset) {
    return storage.open(path, offset);
  }

  @Override
  public List<StoredFile> list(String prefix) {
    return storage.list(prefix);
  }

  @Override
  public void close() {
    storage.close();
  }
}
