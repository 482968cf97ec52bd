package dev.tidemark.compactor.copy;

import dev.tidemark.compactor.fold.InconsistentLogException;
import dev.tidemark.compactor.fold.KeyChangedException;
import dev.tidemark.compactor.fold.Lanes.Lane;
import dev.tidemark.compactor.fold.Truncates;
import dev.tidemark.compactor.source.BaseRows;
import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.row.AvroOutput;
import dev.tidemark.schemas.row.RowSlice;
import dev.tidemark.schemas.row.WholeRowKey;
import org.jspecify.annotations.Nullable;

/**
 * How many copies of a row are alive, from change to change. Rows come in the order of their keys,
 * the changes of a row in the order in which they happened.
 */
final class LiveCopies implements AutoCloseable {

  private final Lane lane;
  private final Truncates truncates;
  private final BaseRows base;
  private final AvroOutput row = new AvroOutput(64);
  private BaseRows.@Nullable Scan scan;
  private boolean there;
  private int alive;
  private long sequence;
  private long order;

  LiveCopies(Lane lane, Truncates truncates, BaseRows base) {
    this.lane = lane;
    this.truncates = truncates;
    this.base = base;
  }

  TableId table() {
    return lane.table();
  }

  /** The number of the copy that a change makes. */
  int created(RowSlice key, long changeSequence, long changeOrder) {
    goTo(key, changeSequence, changeOrder);
    alive = Math.incrementExact(alive);
    return alive;
  }

  /** The number of the copy that a change deletes. */
  int deleted(RowSlice key, long changeSequence, long changeOrder) {
    goTo(key, changeSequence, changeOrder);
    if (alive == 0) {
      throw InconsistentLogException.ofChange(
          lane.table(), changeSequence, changeOrder, "deletes a row that is not there");
    }
    return alive--;
  }

  private void goTo(RowSlice key, long changeSequence, long changeOrder) {
    boolean isNew = row.size() == 0 || WholeRowKey.compareRows(RowSlice.of(row), key) != 0;
    if (isNew) {
      row.reset();
      row.writeRaw(key.array(), key.offset(), key.length());
      sequence = 0;
      order = 0;
    }
    if (truncates.between(lane.table(), sequence, order, changeSequence, changeOrder)) {
      alive = 0;
    } else if (isNew) {
      alive = inBase(key);
    }
    sequence = changeSequence;
    order = changeOrder;
  }

  /** A base that a TRUNCATE has killed is not even opened: it may have keys of another kind. */
  private int inBase(RowSlice key) {
    BaseRows.Scan rows = scan == null ? open() : scan;
    while (there && WholeRowKey.compareRows(rows.key(), key) < 0) {
      there = rows.advance();
    }
    int count = 0;
    while (there && WholeRowKey.compareRows(rows.key(), key) == 0) {
      count++;
      if (WholeRowKey.copy(rows.key()) != count) {
        throw new InconsistentLogException(
            "The backups hold copy "
                + WholeRowKey.copy(rows.key())
                + " of a row of "
                + lane.table()
                + ", and not copy "
                + count
                + ".");
      }
      there = rows.advance();
    }
    return count;
  }

  private BaseRows.Scan open() {
    BaseRows.Scan opened = base.open(lane.table(), lane.partition());
    scan = opened;
    there = opened.advance();
    if (there && !opened.schema().isKeyedByWholeRow()) {
      throw new KeyChangedException(lane.table());
    }
    return opened;
  }

  @Override
  public void close() {
    if (scan != null) {
      scan.close();
    }
  }
}
