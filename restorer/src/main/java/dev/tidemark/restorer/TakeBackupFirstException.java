package dev.tidemark.restorer;

import dev.tidemark.schemas.problem.ProblemException;

/** The archive does not reach the point, or has nothing of its name: a backup taken now may. */
public final class TakeBackupFirstException extends ProblemException {

  private static final long serialVersionUID = 1L;

  TakeBackupFirstException(String message, String hint) {
    super(message, hint);
  }
}
