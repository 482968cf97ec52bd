package dev.tidemark.capture.catalog;

import dev.tidemark.schemas.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/** The source did not answer, or the connection broke; the same thing may work later. */
public final class UnreachableSourceException extends ProblemException {

  private static final long serialVersionUID = 1L;

  public UnreachableSourceException(String message, String hint, @Nullable Throwable cause) {
    super(message, hint, cause);
  }
}
