package dev.tidemark.archive.erasure;

import dev.tidemark.archive.manifest.BackupId;
import dev.tidemark.archive.retention.RetentionPlan.KeptFile;
import dev.tidemark.schemas.change.TableId;
import java.util.List;
import java.util.Optional;

/**
 * What was erased, or would be.
 *
 * @param upTo the newest backup
 * @param backups how many have been looked through
 * @param tables those that were asked for, in the order of their names
 * @param generation of the manifests from now on; empty when nothing was written anew
 * @param kept files that were replaced and that the store did not let be deleted
 * @param unfinished what broke while what was replaced was deleted, if anything did: it is erased,
 *     and some of those files are there still
 */
public record ErasureReport(
    BackupId upTo,
    int backups,
    List<Erased> tables,
    Optional<Integer> generation,
    List<KeptFile> kept,
    Optional<String> unfinished) {

  public ErasureReport {
    tables = List.copyOf(tables);
    kept = List.copyOf(kept);
  }

  /**
   * Of one table.
   *
   * @param keys of which a version matched
   * @param versions all that these keys have, over all backups
   * @param runs how many files have one
   * @param alive keys that are there at the end of the newest backup: 0 unless it is only a plan
   * @param untold versions of which it cannot be told whether they match; they stay unless their
   *     keys are found otherwise
   */
  public record Erased(
      TableId table, long keys, long versions, long runs, long alive, long untold) {}

  ErasureReport keeping(List<KeptFile> files) {
    return new ErasureReport(upTo, backups, tables, generation, files, unfinished);
  }

  ErasureReport unfinished(String why) {
    return new ErasureReport(upTo, backups, tables, generation, kept, Optional.of(why));
  }

  /** Over all tables. */
  public long keys() {
    return tables.stream().mapToLong(Erased::keys).sum();
  }

  /** Over all tables. */
  public long versions() {
    return tables.stream().mapToLong(Erased::versions).sum();
  }

  /** Over all tables. */
  public long runs() {
    return tables.stream().mapToLong(Erased::runs).sum();
  }
}
