package dev.tidemark.capture.catalog;

import dev.tidemark.schemas.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/** The source lacks something capture needs; somebody has to change it there. */
public final class UnfitSourceException extends ProblemException {

  private static final long serialVersionUID = 1L;

  public UnfitSourceException(String message, String hint) {
    super(message, hint);
  }

  public UnfitSourceException(String message, String hint, @Nullable Throwable cause) {
    super(message, hint, cause);
  }
}
