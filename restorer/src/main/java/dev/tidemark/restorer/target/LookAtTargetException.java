package dev.tidemark.restorer.target;

import dev.tidemark.schemas.problem.ProblemException;

/** The target was lost at the moment of publication: whether it happened has to be looked up. */
public final class LookAtTargetException extends ProblemException {

  private static final long serialVersionUID = 1L;

  LookAtTargetException(String message, String hint, Throwable cause) {
    super(message, hint, cause);
  }
}
