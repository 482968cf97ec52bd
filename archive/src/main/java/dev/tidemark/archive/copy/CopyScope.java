package dev.tidemark.archive.copy;

import dev.tidemark.archive.manifest.BackupId;

/** Which backups are copied. */
public sealed interface CopyScope {

  /** Every chain, as far as it is whole. */
  record Everything() implements CopyScope {}

  /** The chain with this backup, its full or one of its incrementals. */
  record ChainOf(BackupId backup) implements CopyScope {}
}
