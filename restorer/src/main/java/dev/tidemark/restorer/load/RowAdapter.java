package dev.tidemark.restorer.load;

import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.row.AvroOutput;
import dev.tidemark.schemas.row.RowField;
import dev.tidemark.schemas.row.RowSchema;
import dev.tidemark.schemas.row.RowSlice;
import dev.tidemark.schemas.row.RowSplicer;
import java.util.stream.IntStream;

/**
 * Brings rows of an older schema under the one in force, column by column by name. A column that
 * they do not have is refused: an added one is null in them or what its default was then, a renamed
 * one has their values under another name, and nothing tells which. Not for use by two threads.
 */
final class RowAdapter {

  private static final int[] NONE = {};
  private static final int NULL_BRANCH = 0;

  private final RowSplicer splicer;
  private final RowSlice nulls;
  private final int[] all;
  private final AvroOutput out = new AvroOutput();

  private RowAdapter(RowSchema older, RowSchema inForce) {
    this.splicer = RowSplicer.of(inForce, older);
    int fields = inForce.fields().size();
    AvroOutput empty = new AvroOutput(fields);
    for (int i = 0; i < fields; i++) {
      empty.writeInt(NULL_BRANCH);
    }
    this.nulls = RowSlice.of(empty.toByteArray());
    this.all = IntStream.range(0, fields).toArray();
  }

  /**
   * @throws UnknownValueException a value of those rows is not known under the schema in force
   */
  static RowAdapter of(RowSchema older, RowSchema inForce, TableId table) {
    RowAdapter adapter = new RowAdapter(older, inForce);
    int[] unknown = adapter.adapt(nullsOf(older));
    if (unknown.length > 0) {
      throw unknown(inForce.fields().get(unknown[0]), older, table);
    }
    return adapter;
  }

  /** The row under the schema in force; valid until the next call. */
  RowSlice row(byte[] bytes, int offset, int length) {
    adapt(new RowSlice(bytes, offset, length));
    return RowSlice.of(out);
  }

  /** The positions of values that the older schema does not have. */
  private int[] adapt(RowSlice older) {
    out.reset();
    return splicer.splice(nulls, all, older, NONE, out);
  }

  private static RowSlice nullsOf(RowSchema schema) {
    AvroOutput nulls = new AvroOutput();
    schema.fields().forEach(field -> nulls.writeInt(NULL_BRANCH));
    return RowSlice.of(nulls.toByteArray());
  }

  private static UnknownValueException unknown(RowField field, RowSchema older, TableId table) {
    return older.fields().stream()
        .filter(before -> before.column().equals(field.column()))
        .findFirst()
        .map(
            before ->
                new UnknownValueException(
                    table,
                    field.column(),
                    "its type was " + before.type() + " and is " + field.type()))
        .orElseGet(
            () ->
                new UnknownValueException(
                    table,
                    field.column(),
                    "they have no column of this name, and whether it was added or renamed, and"
                        + " with what value, is not recorded"));
  }
}
