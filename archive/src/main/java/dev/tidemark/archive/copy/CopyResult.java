package dev.tidemark.archive.copy;

import dev.tidemark.archive.chain.Damage;
import dev.tidemark.archive.manifest.BackupId;
import java.util.List;

/**
 * What a copy did.
 *
 * @param copied backups that the target did not have, oldest first
 * @param present backups that it had
 * @param bytes written to it
 * @param damages of the source, which were left behind
 */
public record CopyResult(
    List<BackupId> copied, List<BackupId> present, long bytes, List<Damage> damages) {

  public CopyResult {
    copied = List.copyOf(copied);
    present = List.copyOf(present);
    damages = List.copyOf(damages);
  }
}
