package dev.tidemark.compactor.fold;

import dev.tidemark.schemas.problem.ProblemException;

/** The log contradicts itself: a backup made from it would restore something that never was. */
public final class InconsistentLogException extends ProblemException {

  public InconsistentLogException(String message) {
    super(
        message,
        "The log of the collection contradicts itself, and nothing of this backup was published."
            + " The backups there are stay restorable; to go on, take the collection down and create"
            + " it again. Please report this.");
  }
}
