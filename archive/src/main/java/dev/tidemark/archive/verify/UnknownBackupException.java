package dev.tidemark.archive.verify;

import dev.tidemark.archive.manifest.BackupId;
import dev.tidemark.schemas.change.CollectionName;
import dev.tidemark.schemas.problem.ProblemException;

/** The backup that was asked for is not in the archive. */
public final class UnknownBackupException extends ProblemException {
  UnknownBackupException(BackupId backup, CollectionName collection) {
    super(
        "there is no backup " + backup + " of collection " + collection,
        "`tidemark show " + collection + "` lists the backups there are.");
  }
}
