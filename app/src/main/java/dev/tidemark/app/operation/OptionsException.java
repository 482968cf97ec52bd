package dev.tidemark.app.operation;

import dev.tidemark.schemas.change.CollectionName;
import dev.tidemark.schemas.problem.ProblemException;

/** Options that a collection cannot have together. */
public final class OptionsException extends ProblemException {

  private static final long serialVersionUID = 1L;

  OptionsException(CollectionName name, IllegalArgumentException why) {
    super(
        "collection " + name + " is as it was: " + why.getMessage(),
        "Set those that belong together in one statement.",
        why);
  }
}
