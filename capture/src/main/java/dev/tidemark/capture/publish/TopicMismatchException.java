package dev.tidemark.capture.publish;

import dev.tidemark.schemas.problem.ProblemException;

/** A topic is not as the collection's checkpoint left it; somebody has to decide what to do. */
public final class TopicMismatchException extends ProblemException {

  private static final long serialVersionUID = 1L;

  TopicMismatchException(String message, String hint) {
    super(message, hint);
  }
}
