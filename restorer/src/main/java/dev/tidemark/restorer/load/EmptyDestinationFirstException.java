package dev.tidemark.restorer.load;

import dev.tidemark.schemas.problem.ProblemException;

/** What is restored is there already, and replacing it was not asked for. */
public final class EmptyDestinationFirstException extends ProblemException {

  private static final long serialVersionUID = 1L;

  public EmptyDestinationFirstException(String message, String hint) {
    super(message, hint);
  }
}
