package dev.tidemark.archive.retention;

import dev.tidemark.archive.storage.ForwardingStorage;
import dev.tidemark.archive.storage.Storage;
import dev.tidemark.archive.storage.StorageRefusedException;

/** A storage that does not let histories be deleted, until it is unlocked. */
final class LockedStorage extends ForwardingStorage {

  private boolean isLocked = true;

  LockedStorage(Storage storage) {
    super(storage);
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
    super.delete(path);
  }
}
