package dev.tidemark.archive.verify;

import dev.tidemark.archive.manifest.BackupId;
import java.util.List;

/**
 * Something that is not what it was.
 *
 * @param file the path from the storage's root
 * @param what how it shows, as a sentence without a full stop, with the file's name
 * @param effect what can no longer be restored, as a sentence without a full stop
 * @param affected the backups whose ends can no longer be restored, all tables of them, oldest
 *     first
 */
public record Finding(String file, String what, String effect, List<BackupId> affected) {
  public Finding {
    affected = List.copyOf(affected);
  }
}
