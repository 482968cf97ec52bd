package dev.tidemark.compactor.fold;

import dev.tidemark.compactor.sort.RecordCursor;
import dev.tidemark.schemas.row.AvroInput;
import dev.tidemark.schemas.row.AvroOutput;
import dev.tidemark.schemas.row.RowSlice;

/**
 * Walks over the versions of a batch. What it shows is valid until the next {@link #advance()}.
 *
 * <p>A version is a record: its place, what it did, the number of its schema, the positions it left
 * unchanged, and its row.
 */
public final class VersionCursor implements AutoCloseable {

  private static final byte[] NO_ROW = {};

  private final RecordCursor records;
  private final AvroInput in = new AvroInput();
  private VersionKind kind = VersionKind.CREATED;
  private int schema;
  private int[] unchanged = {};

  public VersionCursor(RecordCursor records) {
    this.records = records;
  }

  /** Writes what follows the place of a version. A deleted one has no row. */
  public static void write(
      VersionKind kind, int schema, int[] unchanged, RowSlice row, AvroOutput out) {
    out.writeByte(kind.code());
    out.writeInt(schema);
    out.writeInts(unchanged);
    out.writeRaw(row.array(), row.offset(), row.length());
  }

  /** The row of what has none. */
  public static RowSlice noRow() {
    return RowSlice.of(NO_ROW);
  }

  public boolean advance() {
    if (!records.advance()) {
      return false;
    }
    int end = Places.end(buffer(), offset());
    kind = VersionKind.of(buffer()[end]);
    in.reset(buffer(), end + 1, offset() + records.length() - end - 1);
    schema = in.readInt();
    unchanged = in.readInts();
    return true;
  }

  /** The array in which the version's record begins at {@link #offset()}. */
  public byte[] buffer() {
    return records.buffer();
  }

  public int offset() {
    return records.offset();
  }

  public int lane() {
    return Places.lane(buffer(), offset());
  }

  public long sequence() {
    return Places.sequence(buffer(), offset());
  }

  public long order() {
    return Places.order(buffer(), offset());
  }

  public RowSlice key() {
    return Places.key(buffer(), offset());
  }

  public VersionKind kind() {
    return kind;
  }

  /** The number of its schema in the {@link BatchSchemas}. */
  public int schema() {
    return schema;
  }

  /** Positions in the row, ascending. */
  public int[] unchanged() {
    return unchanged;
  }

  public RowSlice row() {
    return new RowSlice(buffer(), in.position(), in.remaining());
  }

  @Override
  public void close() {
    records.close();
  }
}
