package dev.tidemark.restorer.target;

import dev.tidemark.schemas.problem.ProblemException;

/** The target broke off while rows were loaded: restore again when it is well. */
public final class TargetFailedException extends ProblemException {

  private static final long serialVersionUID = 1L;

  TargetFailedException(String message, String hint, Throwable cause) {
    super(message, hint, cause);
  }
}
