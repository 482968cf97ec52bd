package dev.tidemark.compactor.move;

import dev.tidemark.compactor.fold.Places;
import dev.tidemark.compactor.sort.RecordCursor;
import dev.tidemark.schemas.row.AvroInput;
import dev.tidemark.schemas.row.AvroOutput;
import dev.tidemark.schemas.row.RowSlice;

/**
 * Walks over moved rows. Each has two places: its target, which is the version it belongs to, and
 * what it wants. The records stand in the order of one of them; the other is beside it.
 */
final class MoveCursor implements AutoCloseable {

  private final RecordCursor records;
  private final AvroInput in = new AvroInput();
  private RowSlice other = RowSlice.of(new byte[0]);
  private Want want = Want.NOTHING;
  private int schema;
  private int[] unchanged = {};

  MoveCursor(RecordCursor records) {
    this.records = records;
  }

  /** Writes what follows the place in whose order the record stands. */
  static void write(
      RowSlice otherPlace, Want want, int schema, int[] unchanged, RowSlice row, AvroOutput out) {
    out.writeBytes(otherPlace.array(), otherPlace.offset(), otherPlace.length());
    out.writeByte(want.code());
    out.writeInt(schema);
    out.writeInts(unchanged);
    out.writeRaw(row.array(), row.offset(), row.length());
  }

  boolean advance() {
    if (!records.advance()) {
      return false;
    }
    int end = Places.end(buffer(), offset());
    in.reset(buffer(), end, offset() + records.length() - end);
    int length = in.readLength();
    other = new RowSlice(buffer(), in.position(), length);
    in.skip(length);
    want = Want.of(buffer()[in.position()]);
    in.skip(1);
    schema = in.readInt();
    unchanged = in.readInts();
    return true;
  }

  byte[] buffer() {
    return records.buffer();
  }

  int offset() {
    return records.offset();
  }

  /** The place in whose order the records stand. */
  RowSlice place() {
    return new RowSlice(buffer(), offset(), Places.end(buffer(), offset()) - offset());
  }

  /** The place beside it. */
  RowSlice other() {
    return other;
  }

  int lane() {
    return Places.lane(buffer(), offset());
  }

  long sequence() {
    return Places.sequence(buffer(), offset());
  }

  long order() {
    return Places.order(buffer(), offset());
  }

  RowSlice key() {
    return Places.key(buffer(), offset());
  }

  Want want() {
    return want;
  }

  /** The number of the row's schema. */
  int schema() {
    return schema;
  }

  /** Positions in the row that are still open. */
  int[] unchanged() {
    return unchanged;
  }

  /** The row as far as it is known. */
  RowSlice row() {
    return new RowSlice(buffer(), in.position(), in.remaining());
  }

  @Override
  public void close() {
    records.close();
  }
}
