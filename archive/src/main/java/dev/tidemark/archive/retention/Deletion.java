package dev.tidemark.archive.retention;

import dev.tidemark.archive.manifest.BackupId;
import java.util.List;

/** Something that need not be kept. */
public sealed interface Deletion {

  /** Bytes that it frees. */
  long bytes();

  /** Why, as a sentence without a full stop. */
  String reason();

  /** Whole chains, all there are up to a backup. */
  record Retire(List<BackupId> backups, long bytes, String reason) implements Deletion {
    public Retire {
      backups = List.copyOf(backups);
    }
  }

  /** The history of a backup: its end stays restorable, the transactions inside it do not. */
  record Thin(BackupId backup, long bytes, String reason) implements Deletion {}

  /** A file that no backup has any more. */
  record Remove(String path, long bytes, String reason) implements Deletion {}
}
