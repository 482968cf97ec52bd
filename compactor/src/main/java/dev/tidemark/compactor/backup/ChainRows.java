package dev.tidemark.compactor.backup;

import dev.tidemark.archive.chain.Chains;
import dev.tidemark.archive.merge.TableScan;
import dev.tidemark.archive.plan.Planner;
import dev.tidemark.archive.plan.RestorePlan;
import dev.tidemark.archive.plan.TablePlan;
import dev.tidemark.archive.plan.TimelineFacts;
import dev.tidemark.archive.storage.Storage;
import dev.tidemark.compactor.source.BaseRows;
import dev.tidemark.schemas.change.Sequence;
import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.row.RowSchema;
import dev.tidemark.schemas.row.RowSlice;
import java.util.List;
import java.util.Optional;

/** The rows of the collection at the end of its newest chain. */
final class ChainRows implements BaseRows {

  /** At a backup's end its manifest says all there is to know. */
  private static final TimelineFacts NO_FACTS = new TimelineFacts(List.of(), List.of());

  private final Storage storage;
  private final Sequence end;
  private final List<TablePlan> tables;

  private ChainRows(Storage storage, Sequence end, List<TablePlan> tables) {
    this.storage = storage;
    this.end = end;
    this.tables = tables;
  }

  /** What a first backup begins from. */
  static ChainRows none(Storage storage) {
    return new ChainRows(storage, Sequence.NONE, List.of());
  }

  static ChainRows atEnd(Storage storage, Chains chains, Sequence end) {
    if (Planner.plan(chains, NO_FACTS, end) instanceof RestorePlan.Planned planned) {
      return new ChainRows(storage, end, planned.tables());
    }
    throw new IllegalStateException("the newest chain does not cover its own end " + end);
  }

  List<TablePlan> tables() {
    return tables;
  }

  /** How many versions are read to merge them all. */
  long versions() {
    return tables.stream()
        .flatMap(table -> table.partitions().stream())
        .flatMap(partition -> partition.runs().stream())
        .mapToLong(run -> run.file().rows())
        .sum();
  }

  TableScan scan(TablePlan table, TablePlan.PartitionPlan partition) {
    return TableScan.open(storage, partition.runs(), end, table.truncated());
  }

  @Override
  public Scan open(TableId table, int partition) {
    for (TablePlan plan : tables) {
      if (plan.definition().id().equals(table)) {
        for (TablePlan.PartitionPlan part : plan.partitions()) {
          if (part.partition() == partition) {
            return new Rows(scan(plan, part));
          }
        }
      }
    }
    return new Rows(TableScan.open(storage, List.of(), end, Optional.empty()));
  }

  private record Rows(TableScan scan) implements Scan {

    @Override
    public boolean advance() {
      return scan.advance();
    }

    @Override
    public RowSlice key() {
      return scan.key();
    }

    @Override
    public RowSlice row() {
      return scan.row();
    }

    @Override
    public RowSchema schema() {
      return scan.schema();
    }

    @Override
    public void close() {
      scan.close();
    }
  }
}
