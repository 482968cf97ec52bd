package dev.tidemark.capture.catalog;

import dev.tidemark.schemas.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/**
 * The source answers, but takes no session just now or ended one; it may commit all the while. The
 * same thing may work later.
 */
public final class SourceNotReadyException extends ProblemException {

  private static final long serialVersionUID = 1L;

  public SourceNotReadyException(String message, String hint, @Nullable Throwable cause) {
    super(message, hint, cause);
  }
}
