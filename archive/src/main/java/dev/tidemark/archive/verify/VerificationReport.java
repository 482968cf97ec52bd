package dev.tidemark.archive.verify;

import dev.tidemark.archive.manifest.BackupId;
import dev.tidemark.schemas.change.CollectionName;
import java.util.List;

/**
 * What a verification found.
 *
 * @param verified the backups whose files were read, oldest first
 * @param files how many were read
 * @param bytes of them
 * @param boundaries how many ends of backups were merged; 0 unless rows were asked for
 * @param rows how many rows those merges gave
 * @param findings all that is wrong; empty when nothing is
 * @param behindGaps backups whose ends nothing restores, for the source's history has a gap before
 *     them. That is no damage
 * @param leftovers directories that no manifest names: of attempts that broke off, or of a backup
 *     whose manifest was lost
 */
public record VerificationReport(
    CollectionName collection,
    List<BackupId> verified,
    long files,
    long bytes,
    long boundaries,
    long rows,
    List<Finding> findings,
    List<BackupId> behindGaps,
    List<String> leftovers) {
  public VerificationReport {
    verified = List.copyOf(verified);
    findings = List.copyOf(findings);
    behindGaps = List.copyOf(behindGaps);
    leftovers = List.copyOf(leftovers);
  }

  public boolean isIntact() {
    return findings.isEmpty();
  }
}
