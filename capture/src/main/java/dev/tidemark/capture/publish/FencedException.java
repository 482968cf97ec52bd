package dev.tidemark.capture.publish;

import dev.tidemark.schemas.change.CollectionName;
import dev.tidemark.schemas.problem.ProblemException;

/** Another process captures the collection now; this one has to stop. */
public final class FencedException extends ProblemException {

  private static final long serialVersionUID = 1L;

  FencedException(CollectionName collection, Throwable cause) {
    super(
        "another process has taken over the capture of collection " + collection,
        "Only one process captures a collection. Stop one of them; nothing was lost or doubled.",
        cause);
  }
}
