package dev.tidemark.archive.storage;

import org.jspecify.annotations.Nullable;

/** The storage says no, and will say so again: somebody has to change its settings, or ours. */
public final class StorageRefusedException extends StorageException {

  public StorageRefusedException(String message, String hint, @Nullable Throwable cause) {
    super(message, hint, cause);
  }
}
