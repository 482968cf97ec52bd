package dev.tidemark.archive.erasure;

import dev.tidemark.schemas.problem.ProblemException;

/** The erasure was told to stop. The backups are as they were. */
public final class ErasureCancelledException extends ProblemException {

  private static final long serialVersionUID = 1L;

  ErasureCancelledException() {
    super("the erasure was stopped", "Nothing is erased. Begin it again.");
  }
}
