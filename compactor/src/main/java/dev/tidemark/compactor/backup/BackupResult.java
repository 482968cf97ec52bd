package dev.tidemark.compactor.backup;

import dev.tidemark.archive.manifest.Manifest;
import java.util.List;

/** How a job ended that did not fail. */
public sealed interface BackupResult {

  /**
   * Backups were published.
   *
   * @param backups in order; a full may come with the incremental that closed the chain before it,
   *     or with one that covers what was captured since the snapshot
   */
  record Taken(List<Manifest> backups) implements BackupResult {
    public Taken {
      backups = List.copyOf(backups);
      if (backups.isEmpty()) {
        throw new IllegalArgumentException("something was taken, or nothing was new");
      }
    }

    public Manifest newest() {
      return backups.get(backups.size() - 1);
    }
  }

  /**
   * The newest backup covers all there is.
   *
   * @param newest that backup
   */
  record NothingNew(Manifest newest) implements BackupResult {}
}
