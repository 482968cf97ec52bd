package dev.tidemark.archive.storage;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The storage does not take the request now; nothing of it was done. */
public final class StorageBusyException extends TransientStorageException {

  public StorageBusyException(String message, String hint, @Nullable Throwable cause) {
    super(message, hint, cause);
  }

  @Override
  StorageBusyException givenUp(int attempts, Duration elapsed) {
    return new StorageBusyException(afterAttempts(attempts, elapsed), hint(), this);
  }
}
