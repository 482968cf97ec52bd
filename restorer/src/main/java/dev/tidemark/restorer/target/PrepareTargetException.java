package dev.tidemark.restorer.target;

import dev.tidemark.schemas.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/**
 * The target as it is cannot take the tables: change it, or restore elsewhere. It was not touched.
 */
public final class PrepareTargetException extends ProblemException {

  private static final long serialVersionUID = 1L;

  PrepareTargetException(String message, String hint, @Nullable Throwable cause) {
    super(message, hint, cause);
  }

  PrepareTargetException(String message, String hint) {
    super(message, hint);
  }
}
