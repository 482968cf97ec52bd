package dev.tidemark.app.session;

import dev.tidemark.app.operation.StoredCollections;
import dev.tidemark.schemas.problem.ProblemException;

/** The statement is for a collection that is still there, and the session has backups alone. */
public final class NeedsHomeException extends ProblemException {

  private static final long serialVersionUID = 1L;

  NeedsHomeException(StoredCollections stored) {
    super(
        "there are only backups in " + stored.address() + ": they can be shown and restored",
        "Everything else needs the --home of the collection.");
  }
}
