package dev.tidemark.restorer;

import dev.tidemark.schemas.problem.ProblemException;

/** The point is before what the archive holds: choose a later one. */
public final class ChooseLaterPointException extends ProblemException {

  private static final long serialVersionUID = 1L;

  ChooseLaterPointException(String message, String hint) {
    super(message, hint);
  }
}
