package dev.tidemark.app.operation;

import dev.tidemark.schemas.change.CollectionName;
import dev.tidemark.schemas.problem.ProblemException;

/** The snapshot of a collection is not complete, so there is nothing to back up or restore yet. */
public final class NothingCapturedException extends ProblemException {

  NothingCapturedException(CollectionName name) {
    super(
        "the first reading of the tables of " + name + " is not complete",
        "Wait until `tidemark show " + name + "` says streaming, then try again.");
  }
}
