package dev.tidemark.archive.merge;

import dev.tidemark.schemas.problem.ProblemException;

/** A table's runs have keys of different columns or types, which cannot be merged. */
public final class ChangedKeyException extends ProblemException {

  ChangedKeyException(String message) {
    super(
        message,
        "The table's key was changed while the table was protected. Restore to a point before or"
            + " after the backups that differ, and take a new full backup.");
  }
}
