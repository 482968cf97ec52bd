package dev.tidemark.compactor.move;

import dev.tidemark.compactor.fold.BatchSchemas;
import dev.tidemark.compactor.fold.InconsistentLogException;
import dev.tidemark.compactor.fold.Lanes;
import dev.tidemark.compactor.fold.Places;
import dev.tidemark.compactor.sort.ExternalSorter;
import dev.tidemark.compactor.sort.SortedRecords;
import dev.tidemark.schemas.row.AvroOutput;
import dev.tidemark.schemas.row.RowSlice;

/** Sorts moved rows by one of their two places. */
final class MoveSorter implements AutoCloseable {

  private final Lanes lanes;
  private final BatchSchemas schemas;
  private final ExternalSorter sorter;
  private final AvroOutput record = new AvroOutput();
  private final AvroOutput filled = new AvroOutput();
  private long wanting;

  MoveSorter(Lanes lanes, BatchSchemas schemas, ExternalSorter sorter) {
    this.lanes = lanes;
    this.schemas = schemas;
    this.sorter = sorter;
  }

  /**
   * @param by the place in whose order this sorts
   * @param beside the other place
   */
  void add(RowSlice by, RowSlice beside, Want want, int schema, int[] unchanged, RowSlice row) {
    record.reset();
    record.writeRaw(by.array(), by.offset(), by.length());
    MoveCursor.write(beside, want, schema, unchanged, row, record);
    sorter.add(record.array(), 0, record.size());
    if (want != Want.NOTHING) {
      wanting++;
    }
  }

  /** Takes a record as it is. */
  void copy(MoveCursor move) {
    add(move.place(), move.other(), move.want(), move.schema(), move.unchanged(), move.row());
  }

  /** Takes a record with its two places exchanged. */
  void turned(MoveCursor move) {
    add(move.other(), move.place(), move.want(), move.schema(), move.unchanged(), move.row());
  }

  /**
   * Takes a move, by its target, filled from an older state of its row.
   *
   * @param move stands by what it wants
   * @param olderUnchanged what the older state does not know
   * @param next what is wanted for what stays open
   * @param nextPlace where that is
   */
  void addFilled(
      MoveCursor move,
      int olderSchema,
      RowSlice olderRow,
      int[] olderUnchanged,
      Want next,
      RowSlice nextPlace) {
    filled.reset();
    int[] open =
        schemas
            .splicer(move.schema(), olderSchema)
            .splice(move.row(), move.unchanged(), olderRow, olderUnchanged, filled);
    if (open.length > 0 && next == Want.NOTHING) {
      throw unresolvable(move.other());
    }
    Want want = open.length == 0 ? Want.NOTHING : next;
    add(move.other(), nextPlace, want, move.schema(), open, RowSlice.of(filled));
  }

  InconsistentLogException unresolvable(RowSlice target) {
    byte[] bytes = target.array();
    int from = target.offset();
    return new InconsistentLogException(
        "Change "
            + Places.sequence(bytes, from)
            + "/"
            + Places.order(bytes, from)
            + " of "
            + lanes.table(Places.lane(bytes, from))
            + " moves a row to another key, and values it left unchanged are known nowhere.");
  }

  /** How many of the records added still want something. */
  long wanting() {
    return wanting;
  }

  long count() {
    return sorter.count();
  }

  SortedRecords sort() {
    return sorter.sort();
  }

  MoveCursor open() {
    return new MoveCursor(sort().open());
  }

  @Override
  public void close() {
    sorter.close();
  }
}
