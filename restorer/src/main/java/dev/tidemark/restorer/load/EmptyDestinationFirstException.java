package dev.tidemark.restorer.load;

import dev.tidemark.schemas.problem.ProblemException;

/** What is restored is there already, and it is not to be replaced, or may not be. */
public final class EmptyDestinationFirstException extends ProblemException {

  private static final long serialVersionUID = 1L;

  public EmptyDestinationFirstException(String message, String hint) {
    super(message, hint);
  }
}
