package dev.tidemark.restorer;

import dev.tidemark.schemas.problem.ProblemException;

/** Files of the archive are missing or damaged: bring them back. */
public final class RepairArchiveException extends ProblemException {

  private static final long serialVersionUID = 1L;

  RepairArchiveException(String message, String hint) {
    super(message, hint);
  }
}
