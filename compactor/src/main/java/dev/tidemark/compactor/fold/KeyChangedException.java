package dev.tidemark.compactor.fold;

import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.problem.ProblemException;

/** A table's key became another one; keys before and after cannot be compared. */
public final class KeyChangedException extends ProblemException {

  public KeyChangedException(TableId table) {
    super(
        "The key of "
            + table
            + " was changed: the changes before and after it cannot be in one chain.",
        "Take the collection down and create it again, which begins with a new snapshot; the backups"
            + " there are stay restorable.");
  }
}
