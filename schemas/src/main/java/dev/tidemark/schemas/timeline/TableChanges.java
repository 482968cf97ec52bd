package dev.tidemark.schemas.timeline;

import dev.tidemark.schemas.change.TableId;
import java.util.List;

/**
 * What one transaction did to one table.
 *
 * @param inserts rows inserted, or read by the snapshot
 * @param updates rows updated; one that changed its key counts as a delete and an insert
 * @param ends where its events end in Kafka, per partition of the table's topic it wrote to
 */
public record TableChanges(
    TableId table,
    long inserts,
    long updates,
    long deletes,
    long truncates,
    List<PartitionEnd> ends) {

  public TableChanges {
    ends = List.copyOf(ends);
  }

  public long total() {
    return inserts + updates + deletes + truncates;
  }

  /**
   * @param partition of the table's topic
   * @param next the offset after the transaction's last event there
   */
  public record PartitionEnd(int partition, long next) {}
}
