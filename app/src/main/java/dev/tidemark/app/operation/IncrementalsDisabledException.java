package dev.tidemark.app.operation;

import dev.tidemark.schemas.change.CollectionName;
import dev.tidemark.schemas.problem.ProblemException;

/** Somebody decided that the collection has no incrementals: take a full, or decide otherwise. */
public final class IncrementalsDisabledException extends ProblemException {

  IncrementalsDisabledException(CollectionName name) {
    super(
        "incremental backups are disabled on collection " + name,
        "Take a full one: BACKUP "
            + name
            + ". Or enable them: ALTER BACKUP COLLECTION "
            + name
            + " SET (INCREMENTAL_BACKUP_ENABLED = 'true').");
  }
}
