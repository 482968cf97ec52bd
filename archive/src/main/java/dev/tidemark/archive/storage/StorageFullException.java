package dev.tidemark.archive.storage;

import org.jspecify.annotations.Nullable;

/** The storage has no room left: somebody has to make some. */
public final class StorageFullException extends StorageException {

  public StorageFullException(String message, String hint, @Nullable Throwable cause) {
    super(message, hint, cause);
  }
}
