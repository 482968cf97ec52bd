package dev.tidemark.app.operation;

import dev.tidemark.schemas.change.CollectionName;
import dev.tidemark.schemas.problem.ProblemException;

/** The server holds on to a collection that was to be let go. */
public final class CaptureDidNotEndException extends ProblemException {

  CaptureDidNotEndException(CollectionName name) {
    super(
        "the server has not ended the capture of " + name + " within a minute",
        "See run/tidemark.log in the home. Restart `tidemark start`, then try again.");
  }
}
