package dev.tidemark.restorer.encode;

import dev.tidemark.schemas.row.AvroInput;
import dev.tidemark.schemas.row.RowField;
import dev.tidemark.schemas.row.RowSchema;
import dev.tidemark.schemas.table.ValueKind;
import java.util.List;

/**
 * Writes rows of one schema as the lines of a COPY. Not for use by two threads.
 *
 * <p>The binary form spares the target the parsing, and is taken when the binary form of every
 * column is known here; else the text form, which every type has.
 */
public abstract sealed class CopyEncoder permits BinaryCopyEncoder, TextCopyEncoder {

  static final int NULL_BRANCH = 0;
  static final int STRING_BRANCH = 2;

  private final ValueKind[] kinds;
  private final AvroInput input = AvroInput.of(new byte[0], 0, 0);

  CopyEncoder(RowSchema schema) {
    kinds = schema.fields().stream().map(RowField::kind).toArray(ValueKind[]::new);
  }

  /** The best form for this schema. */
  public static CopyEncoder of(RowSchema schema) {
    return hasBinaryForm(schema.fields()) ? binary(schema) : text(schema);
  }

  static CopyEncoder binary(RowSchema schema) {
    return new BinaryCopyEncoder(schema);
  }

  static CopyEncoder text(RowSchema schema) {
    return new TextCopyEncoder(schema);
  }

  /** The word for COPY's option FORMAT. */
  public abstract String format();

  /** Writes what stands before the first row. */
  public abstract void begin(CopyBuffer out);

  /** Writes one row, given as its Avro bytes. */
  public final void row(byte[] bytes, int offset, int length, CopyBuffer out) {
    input.reset(bytes, offset, length);
    row(kinds, input, out);
  }

  /** Writes what stands after the last row. */
  public abstract void end(CopyBuffer out);

  abstract void row(ValueKind[] kinds, AvroInput in, CopyBuffer out);

  static boolean hasBinaryForm(List<RowField> fields) {
    // "char" is one byte in binary and up to four characters as text.
    return fields.stream()
        .noneMatch(field -> field.kind() == ValueKind.OTHER || field.type().equals("\"char\""));
  }
}
