package dev.tidemark.archive.verify;

import dev.tidemark.archive.manifest.BackupId;

/** Which backups are verified. */
public sealed interface VerifyScope {

  /** All there are, and the manifests between them. */
  record Everything() implements VerifyScope {}

  /** One, with those of its chain that a restore to its end reads. */
  record Backup(BackupId id) implements VerifyScope {}
}
