package dev.tidemark.app.operation;

import dev.tidemark.schemas.change.CollectionName;
import dev.tidemark.schemas.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/** An archive could not be looked at, for a reason that has no words of its own. */
final class UnexpectedFailureException extends ProblemException {

  private static final long serialVersionUID = 1L;

  UnexpectedFailureException(CollectionName collection, @Nullable Throwable cause) {
    super(
        "the archive of "
            + collection
            + " could not be looked at: "
            + (cause == null ? "unknown" : cause.getClass().getSimpleName()),
        "The log of the server has more. It is tried again each time.",
        cause);
  }
}
