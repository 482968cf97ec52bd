package dev.tidemark.schemas.row;

import java.time.DateTimeException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * From a row as the source prints it, a text per column, straight to Avro bytes. Made once per
 * schema; holds no state, so threads may share it.
 */
public final class RowEncoder {

  /** In place of a value that an UPDATE left as it was and the source did not send. */
  @SuppressWarnings("StringOperationCanBeSimplified")
  public static final String UNCHANGED = new String("unchanged");

  private static final int[] NONE = {};
  private static final int NULL_BRANCH = 0;
  private static final int VALUE_BRANCH = 1;

  private final RowSchema schema;
  private final ValueCodec[] codecs;
  private final int[] keyPositions;
  private final boolean isKeyedByWholeRow;

  private RowEncoder(RowSchema schema) {
    this.schema = schema;
    List<RowField> fields = schema.fields();
    this.codecs = fields.stream().map(f -> ValueCodec.of(f.kind())).toArray(ValueCodec[]::new);
    this.keyPositions = schema.keyPositions();
    this.isKeyedByWholeRow = schema.isKeyedByWholeRow();
  }

  public static RowEncoder of(RowSchema schema) {
    return new RowEncoder(schema);
  }

  public RowSchema schema() {
    return schema;
  }

  /**
   * Writes a row.
   *
   * @param values a text, null, or {@link #UNCHANGED} for each of the schema's fields
   * @return the positions of those unchanged, ascending
   * @throws UnreadableValueException a text is not of its column's type
   */
  public int[] encodeRow(@Nullable String[] values, AvroOutput out) {
    requireOneEach(values);
    int[] unchanged = NONE;
    for (int i = 0; i < codecs.length; i++) {
      String value = values[i];
      if (value == null) {
        out.writeInt(NULL_BRANCH);
      } else if (isUnchanged(value)) {
        out.writeInt(NULL_BRANCH);
        unchanged = Arrays.copyOf(unchanged, unchanged.length + 1);
        unchanged[unchanged.length - 1] = i;
      } else {
        write(i, value, VALUE_BRANCH, out);
      }
    }
    return unchanged;
  }

  /**
   * Writes the next value of a row that is given field by field, in their order.
   *
   * @param text in UTF-8, between two places
   * @throws UnreadableValueException it is not of the column's type
   */
  public void encodeValue(int position, byte[] text, int from, int end, AvroOutput out) {
    write(position, text, from, end, VALUE_BRANCH, out);
  }

  /** As {@link #encodeValue}, for null. */
  public void encodeNull(AvroOutput out) {
    out.writeInt(NULL_BRANCH);
  }

  /**
   * Writes a row's key, of a row without a key the unnumbered one.
   *
   * @param values as for a row; only those of the key's columns are looked at
   * @throws UnreadableValueException a text is not of its column's type, or one is missing
   */
  public void encodeKey(@Nullable String[] values, AvroOutput out) {
    if (isKeyedByWholeRow) {
      encodeWholeRowKey(values, out);
      return;
    }
    requireOneEach(values);
    for (int position : keyPositions) {
      String value = values[position];
      if (value == null || isUnchanged(value)) {
        throw missing(position);
      }
      write(position, value, keyBranch(position), out);
    }
  }

  /** The same of a line's texts, of which each is between two places, or {@link CopyLine#NULL}. */
  void encodeKey(byte[] line, int[] begins, int[] ends, AvroOutput out) {
    for (int position : keyPositions) {
      if (ends[position] == CopyLine.NULL) {
        throw missing(position);
      }
      write(position, line, begins[position], ends[position], keyBranch(position), out);
    }
  }

  private int keyBranch(int position) {
    return codecs[position].hasText() ? 0 : ValueCodec.NO_UNION;
  }

  /** The row is written where the key will be, to save a copy, and taken back. */
  private void encodeWholeRowKey(@Nullable String[] values, AvroOutput out) {
    int from = out.size();
    int[] unchanged = encodeRow(values, out);
    if (unchanged.length > 0) {
      throw missing(unchanged[0]);
    }
    byte[] key = WholeRowKey.of(out.array(), from, out.size() - from);
    out.rewind(from);
    out.writeRaw(key, 0, key.length);
  }

  private UnreadableValueException missing(int position) {
    return new UnreadableValueException(
        schema.table(), schema.fields().get(position), "is missing, though it is in the key");
  }

  /** A codec that refuses a text leaves half a value behind: the caller drops the row anyway. */
  private void write(int position, String value, int branch, AvroOutput out) {
    try {
      codecs[position].write(value, branch, out);
    } catch (IllegalArgumentException | DateTimeException | ArithmeticException e) {
      throw unreadable(position);
    }
  }

  private void write(int position, byte[] text, int from, int end, int branch, AvroOutput out) {
    try {
      codecs[position].write(text, from, end, branch, out);
    } catch (IllegalArgumentException | DateTimeException | ArithmeticException e) {
      throw unreadable(position);
    }
  }

  /** Without a cause, whose message repeats the value. */
  private UnreadableValueException unreadable(int position) {
    return new UnreadableValueException(
        schema.table(), schema.fields().get(position), "is not written as that type is");
  }

  /** One value alone, as the row's field has it. */
  static byte[] encodeField(RowSchema schema, RowField field, @Nullable String value) {
    AvroOutput out = new AvroOutput(16);
    if (value == null) {
      out.writeInt(NULL_BRANCH);
    } else {
      of(schema).write(field.position(), value, VALUE_BRANCH, out);
    }
    return out.toByteArray();
  }

  @SuppressWarnings("ReferenceEquality")
  private static boolean isUnchanged(String value) {
    return value == UNCHANGED;
  }

  private void requireOneEach(@Nullable String[] values) {
    if (values.length != codecs.length) {
      throw new IllegalArgumentException(
          schema.table() + " has " + codecs.length + " columns, not " + values.length);
    }
  }
}
