package dev.tidemark.archive.plan;

import dev.tidemark.archive.run.StoredRun;
import dev.tidemark.schemas.change.ChangeId;
import dev.tidemark.schemas.table.TableDefinition;
import java.util.List;
import java.util.Optional;

/**
 * What is read for one table.
 *
 * @param definition as it was at the sequence
 * @param truncated the last TRUNCATE up to the sequence: nothing older is alive
 * @param partitions each merges alone; none when the table is empty
 */
public record TablePlan(
    TableDefinition definition, Optional<ChangeId> truncated, List<PartitionPlan> partitions) {

  public TablePlan {
    partitions = List.copyOf(partitions);
  }

  /** The runs of one partition. */
  public record PartitionPlan(int partition, List<StoredRun> runs) {
    public PartitionPlan {
      runs = List.copyOf(runs);
    }
  }
}
