package dev.tidemark.archive.storage;

import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** It failed for now: the same call may succeed later. */
public abstract sealed class TransientStorageException extends StorageException
    permits AnswerLostException, StorageBusyException {

  TransientStorageException(String message, String hint, @Nullable Throwable cause) {
    super(message, hint, cause);
  }

  /** The same failure, at the end of all patience. */
  abstract TransientStorageException givenUp(int attempts, Duration elapsed);

  /** The message, with how often and how long it was tried. */
  String afterAttempts(int attempts, Duration elapsed) {
    return String.format(
        Locale.ROOT,
        "%s; given up after %d attempts in %d s",
        getMessage(),
        attempts,
        elapsed.toSeconds());
  }
}
