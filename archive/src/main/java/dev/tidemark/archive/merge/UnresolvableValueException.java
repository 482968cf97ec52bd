package dev.tidemark.archive.merge;

import dev.tidemark.schemas.problem.ProblemException;

/** A version says that a value is the older one, and there is no older version that has it. */
public final class UnresolvableValueException extends ProblemException {

  UnresolvableValueException(String message) {
    super(
        message,
        "Nothing was guessed in its place. Restore to a point before this change, and take a new"
            + " full backup.");
  }
}
