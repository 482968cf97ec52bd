package dev.tidemark.restorer.encode;

import dev.tidemark.schemas.row.AvroInput;
import dev.tidemark.schemas.row.RowSchema;
import dev.tidemark.schemas.table.ValueKind;
import java.nio.charset.StandardCharsets;

/** COPY's binary form ("Binary Format" in PostgreSQL's page on COPY). */
final class BinaryCopyEncoder extends CopyEncoder {

  private static final byte[] SIGNATURE =
      "PGCOPY\n\377\r\n\0".getBytes(StandardCharsets.ISO_8859_1);
  private static final int NULL_LENGTH = -1;
  private static final int END = -1;
  private static final int JSONB_VERSION = 1;
  private static final int UUID_BYTES = 16;

  BinaryCopyEncoder(RowSchema schema) {
    super(schema);
  }

  @Override
  public String format() {
    return "binary";
  }

  @Override
  public void begin(CopyBuffer out) {
    out.putBytes(SIGNATURE, 0, SIGNATURE.length);
    out.putInt(0);
    out.putInt(0);
  }

  @Override
  public void end(CopyBuffer out) {
    out.putShort(END);
  }

  @Override
  void row(ValueKind[] kinds, AvroInput in, CopyBuffer out) {
    out.putShort(kinds.length);
    for (ValueKind kind : kinds) {
      int branch = in.readInt();
      if (branch == NULL_BRANCH) {
        out.putInt(NULL_LENGTH);
      } else if (branch == STRING_BRANCH) {
        temporalText(kind, in.readString(), out);
      } else {
        value(kind, in, out);
      }
    }
  }

  private static void temporalText(ValueKind kind, String text, CopyBuffer out) {
    if (kind == ValueKind.DATE) {
      out.putInt(Integer.BYTES);
      out.putInt(TemporalText.days(text));
    } else {
      putLong(TemporalText.micros(text), out);
    }
  }

  private static void value(ValueKind kind, AvroInput in, CopyBuffer out) {
    switch (kind) {
      case BOOLEAN -> {
        out.putInt(1);
        out.putByte(in.readBoolean() ? 1 : 0);
      }
      case INT16 -> {
        out.putInt(Short.BYTES);
        out.putShort(in.readInt());
      }
      case INT32 -> {
        out.putInt(Integer.BYTES);
        out.putInt(in.readInt());
      }
      case FLOAT32 -> {
        out.putInt(Float.BYTES);
        out.putInt(Float.floatToIntBits(in.readFloat()));
      }
      case DATE -> {
        out.putInt(Integer.BYTES);
        out.putInt(in.readInt() - TemporalText.DAYS_TO_2000);
      }
      case INT64, TIME -> putLong(in.readLong(), out);
      case FLOAT64 -> putLong(Double.doubleToLongBits(in.readDouble()), out);
      case TIMESTAMP, TIMESTAMPTZ -> putLong(in.readLong() - TemporalText.MICROS_TO_2000, out);
      case NUMERIC -> {
        int length = in.readLength();
        int mark = out.mark();
        BinaryNumeric.put(in.array(), in.position(), length, out);
        out.fillLength(mark);
        in.skip(length);
      }
      case UUID -> {
        out.putInt(UUID_BYTES);
        out.putBytes(in.array(), in.position(), UUID_BYTES);
        in.skip(UUID_BYTES);
      }
      case BYTES, TEXT -> {
        int length = in.readLength();
        out.putInt(length);
        slice(in, length, out);
      }
      case JSONB -> {
        int length = in.readLength();
        out.putInt(length + 1);
        out.putByte(JSONB_VERSION);
        slice(in, length, out);
      }
      case OTHER -> throw new IllegalStateException("a value without a binary form");
    }
  }

  private static void putLong(long value, CopyBuffer out) {
    out.putInt(Long.BYTES);
    out.putLong(value);
  }

  private static void slice(AvroInput in, int length, CopyBuffer out) {
    out.putBytes(in.array(), in.position(), length);
    in.skip(length);
  }
}
