package dev.tidemark.compactor.copy;

import dev.tidemark.compactor.fold.BatchSchemas;
import dev.tidemark.compactor.fold.InconsistentLogException;
import dev.tidemark.compactor.fold.Places;
import dev.tidemark.compactor.fold.VersionKind;
import dev.tidemark.compactor.sort.ExternalSorter;
import dev.tidemark.compactor.sort.RecordCursor;
import dev.tidemark.schemas.row.AvroOutput;
import dev.tidemark.schemas.row.RowSlice;
import dev.tidemark.schemas.row.WholeRowKey;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Walks over a sorted batch, and where it comes to a lane of a table without a key, over that
 * lane's versions with numbered keys, sorted anew.
 */
final class NumberedCursor implements RecordCursor {

  private final RecordCursor batch;
  private final BatchSchemas schemas;
  private final IntFunction<ExternalSorter> sorters;
  private final IntFunction<LiveCopies> live;
  private final AvroOutput key = new AvroOutput(64);
  private final AvroOutput record = new AvroOutput();

  /** Where the records come from: the batch, or a numbered lane. */
  private RecordCursor current;

  private @Nullable ExternalSorter lane;

  /** Whether the batch stands on a record. */
  private boolean standing;

  /**
   * @param sorters for a lane's numbered versions
   * @param live for the copies of a lane
   */
  NumberedCursor(
      RecordCursor batch,
      BatchSchemas schemas,
      IntFunction<ExternalSorter> sorters,
      IntFunction<LiveCopies> live) {
    this.batch = batch;
    this.schemas = schemas;
    this.sorters = sorters;
    this.live = live;
    this.current = batch;
  }

  @Override
  public boolean advance() {
    if (lane == null) {
      standing = batch.advance();
    } else if (current.advance()) {
      return true;
    } else {
      closeLane();
    }
    if (!standing || !schemas.isKeyedByWholeRow(laneOfBatch())) {
      return standing;
    }
    numberLane(laneOfBatch());
    return current.advance();
  }

  /** Takes all records of a lane, of which there is at least one. */
  private void numberLane(int number) {
    ExternalSorter sorter = sorters.apply(number);
    lane = sorter;
    try (LiveCopies copies = live.apply(number)) {
      while (standing && laneOfBatch() == number) {
        number(copies, sorter);
        standing = batch.advance();
      }
    }
    current = sorter.sort().open();
  }

  private void number(LiveCopies copies, ExternalSorter sorter) {
    byte[] bytes = batch.buffer();
    int from = batch.offset();
    int end = Places.end(bytes, from);
    RowSlice unnumbered = Places.key(bytes, from);
    long sequence = Places.sequence(bytes, from);
    long order = Places.order(bytes, from);
    if (WholeRowKey.copy(unnumbered) != WholeRowKey.UNNUMBERED) {
      throw InconsistentLogException.ofChange(
          copies.table(), sequence, order, "numbers its row, which only backups do");
    }
    int copy =
        switch (VersionKind.of(bytes[end])) {
          case CREATED -> copies.created(unnumbered, sequence, order);
          case DELETED -> copies.deleted(unnumbered, sequence, order);
          case UPDATED, MOVED ->
              throw InconsistentLogException.ofChange(
                  copies.table(), sequence, order, "updates a row that has no key");
        };
    key.reset();
    WholeRowKey.write(unnumbered, copy, key);
    record.reset();
    Places.write(laneOfBatch(), RowSlice.of(key), sequence, order, record);
    record.writeRaw(bytes, end, from + batch.length() - end);
    sorter.add(record.array(), 0, record.size());
  }

  private int laneOfBatch() {
    return Places.lane(batch.buffer(), batch.offset());
  }

  private void closeLane() {
    if (lane != null) {
      current.close();
      lane.close();
      lane = null;
      current = batch;
    }
  }

  @Override
  public byte[] buffer() {
    return current.buffer();
  }

  @Override
  public int offset() {
    return current.offset();
  }

  @Override
  public int length() {
    return current.length();
  }

  @Override
  public void close() {
    closeLane();
    batch.close();
  }
}
