package dev.tidemark.capture.transaction;

import dev.tidemark.schemas.problem.ProblemException;

/**
 * The source's stream contradicts itself or what was captured before; nothing of it may be kept.
 */
public final class BrokenStreamException extends ProblemException {

  private static final long serialVersionUID = 1L;

  public BrokenStreamException(String message) {
    super(
        message,
        "Capture reads the transaction again by itself. If this comes back, please report it with"
            + " the log.");
  }
}
