package dev.tidemark.app.operation;

import dev.tidemark.schemas.change.CollectionName;
import dev.tidemark.schemas.problem.ProblemException;

/** A drop of the collection has begun and was broken off: finish it. */
public final class DropBegunException extends ProblemException {

  DropBegunException(CollectionName name) {
    super(
        "the drop of collection " + name + " has begun, and nothing captures it any more",
        "Finish it: `tidemark drop " + name + "`.");
  }
}
