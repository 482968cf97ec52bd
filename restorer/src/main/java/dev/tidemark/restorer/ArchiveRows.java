package dev.tidemark.restorer;

import dev.tidemark.archive.merge.TableScan;
import dev.tidemark.archive.plan.TablePlan;
import dev.tidemark.archive.plan.TablePlan.PartitionPlan;
import dev.tidemark.archive.run.RunRole;
import dev.tidemark.archive.storage.Storage;
import dev.tidemark.restorer.filter.RowFilter;
import dev.tidemark.restorer.load.RowCursor;
import dev.tidemark.restorer.load.RowSource;
import dev.tidemark.restorer.select.RestoredTable;
import dev.tidemark.schemas.change.Sequence;
import dev.tidemark.schemas.row.RowSchema;
import dev.tidemark.schemas.row.RowSlice;
import java.util.Iterator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A table's rows out of the archive: the merge of its runs, one partition after the other.
 *
 * @param table as it is restored
 * @param plan what is read for it
 * @param sequence rows are as of it
 * @param filter those that are wanted
 */
record ArchiveRows(
    RestoredTable table,
    TablePlan plan,
    Storage storage,
    Sequence sequence,
    Optional<RowFilter> filter)
    implements RowSource {

  /** Every live row is in a base or a delta; some are in several, and some of those are dead. */
  @Override
  public long weight() {
    return plan.partitions().stream()
        .flatMap(partition -> partition.runs().stream())
        .filter(run -> run.file().role() != RunRole.HISTORY)
        .mapToLong(run -> run.file().rows())
        .sum();
  }

  @Override
  public RowCursor open() {
    return new Cursor(plan.partitions().iterator());
  }

  private final class Cursor implements RowCursor {

    private final Iterator<PartitionPlan> partitions;
    private @Nullable TableScan scan;
    private RowSlice row = RowSlice.of(new byte[0]);

    Cursor(Iterator<PartitionPlan> partitions) {
      this.partitions = partitions;
    }

    @Override
    public boolean advance() {
      while (scan == null || !scan.advance()) {
        close();
        if (!partitions.hasNext()) {
          return false;
        }
        scan = TableScan.open(storage, partitions.next().runs(), sequence, plan.truncated());
      }
      row = scan.row();
      return true;
    }

    @Override
    public RowSchema schema() {
      if (scan == null) {
        throw new IllegalStateException("there is no row here");
      }
      return scan.schema();
    }

    @Override
    public byte[] array() {
      return row.array();
    }

    @Override
    public int offset() {
      return row.offset();
    }

    @Override
    public int length() {
      return row.length();
    }

    @Override
    public void close() {
      if (scan != null) {
        scan.close();
        scan = null;
      }
    }
  }
}
