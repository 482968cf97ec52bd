package dev.tidemark.restorer.target;

import dev.tidemark.schemas.problem.ProblemException;

/** The target cannot be reached as it was given: check its address, user and password. */
public final class CheckTargetException extends ProblemException {

  private static final long serialVersionUID = 1L;

  CheckTargetException(String message, String hint, Throwable cause) {
    super(message, hint, cause);
  }
}
