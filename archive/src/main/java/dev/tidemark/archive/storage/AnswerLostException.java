package dev.tidemark.archive.storage;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The request was sent and no answer came: it was done, or it was not, or it still will be. */
public final class AnswerLostException extends TransientStorageException {

  public AnswerLostException(String message, String hint, @Nullable Throwable cause) {
    super(message, hint, cause);
  }

  /** The last attempt was not carried out, and of one before it nobody knows. */
  static AnswerLostException earlier(StorageException last) {
    return new AnswerLostException(
        last.getMessage() + "; before that an answer was lost, so it may have been done",
        last.hint(),
        last);
  }

  @Override
  AnswerLostException givenUp(int attempts, Duration elapsed) {
    return new AnswerLostException(afterAttempts(attempts, elapsed), hint(), this);
  }
}
