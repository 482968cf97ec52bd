package dev.tidemark.compactor.fold;

import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.problem.ProblemException;

/** The log contradicts itself: a backup made from it would restore something that never was. */
public final class InconsistentLogException extends ProblemException {

  /** A change that cannot follow those before it. */
  public static InconsistentLogException ofChange(
      TableId table, long sequence, long order, String what) {
    return new InconsistentLogException(
        "Change " + sequence + "/" + order + " of " + table + " " + what + ".");
  }

  public InconsistentLogException(String message) {
    super(
        message,
        "The log of the collection contradicts itself, and nothing of this backup was published."
            + " The backups there are stay restorable; to go on, take the collection down and create"
            + " it again. Please report this.");
  }
}
