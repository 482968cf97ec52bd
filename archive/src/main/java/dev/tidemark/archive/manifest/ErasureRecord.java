package dev.tidemark.archive.manifest;

import dev.tidemark.schemas.change.TableId;
import java.time.Instant;
import java.util.List;

/**
 * That something was erased from backups: how much, and never what.
 *
 * @param time by the clock of whoever did it
 * @param upTo the newest backup then
 * @param tables of which rows were erased
 */
public record ErasureRecord(Instant time, BackupId upTo, List<ErasedTable> tables) {

  public ErasureRecord {
    tables = List.copyOf(tables);
  }

  /**
   * What was erased of a table.
   *
   * @param keys how many
   * @param versions how many their rows had, over all backups
   * @param runs how many files were written anew for it
   */
  public record ErasedTable(TableId table, long keys, long versions, long runs) {}
}
