package dev.tidemark.restorer.load;

import dev.tidemark.schemas.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/** The thread that restores was interrupted: restore again when it is wanted. */
public final class RestoreCancelledException extends ProblemException {

  private static final long serialVersionUID = 1L;

  public RestoreCancelledException() {
    this(null);
  }

  /**
   * @param cause what broke off
   */
  public RestoreCancelledException(@Nullable Throwable cause) {
    super(
        "the restore was cancelled",
        "Nothing was published. Restore again when you want to.",
        cause);
  }
}
