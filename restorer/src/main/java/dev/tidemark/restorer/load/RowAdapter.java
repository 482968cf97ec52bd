package dev.tidemark.restorer.load;

import dev.tidemark.schemas.row.AvroOutput;
import dev.tidemark.schemas.row.RowField;
import dev.tidemark.schemas.row.RowSchema;
import dev.tidemark.schemas.row.RowSlice;
import dev.tidemark.schemas.row.RowSplicer;
import dev.tidemark.schemas.table.Column;
import dev.tidemark.schemas.table.TableDefinition;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Brings rows of an older schema under the one in force, column by column by name. A column that
 * came later is null in them, as it is in the source when it was added without a default; whatever
 * else happened to it in the source left no trace, and is refused. Not for use by two threads.
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
  static RowAdapter of(RowSchema older, RowSchema inForce, TableDefinition definition) {
    RowAdapter adapter = new RowAdapter(older, inForce);
    int[] unknown = adapter.adapt(nullsOf(older));
    for (int position : unknown) {
      requireNull(inForce.fields().get(position), older, definition);
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

  private static void requireNull(RowField field, RowSchema older, TableDefinition definition) {
    Optional<RowField> before =
        older.fields().stream().filter(f -> f.column().equals(field.column())).findFirst();
    if (before.isPresent()) {
      throw new UnknownValueException(
          definition.id(),
          field.column(),
          "its type was " + before.get().type() + " and is " + field.type());
    }
    for (Column column : definition.columns()) {
      if (column.name().equals(field.column())) {
        requireNull(column, definition);
      }
    }
  }

  private static void requireNull(Column column, TableDefinition definition) {
    if (column.defaultExpression() != null) {
      throw new UnknownValueException(
          definition.id(),
          column.name(),
          "it has the default "
              + column.defaultExpression()
              + ", and what it filled them with is"
              + " not recorded");
    }
    if (!column.nullable()) {
      throw new UnknownValueException(
          definition.id(), column.name(), "it must not be null, and they have no value for it");
    }
  }
}
