package dev.tidemark.restorer.encode;

import dev.tidemark.schemas.row.AvroInput;
import dev.tidemark.schemas.row.RowSchema;
import dev.tidemark.schemas.table.ValueKind;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;

/**
 * COPY's text form: fields between tabs, {@code \N} for null, a backslash before what is special.
 */
final class TextCopyEncoder extends CopyEncoder {

  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
  private static final int UUID_BYTES = 16;
  private static final long MICROS_PER_SECOND = 1_000_000;

  TextCopyEncoder(RowSchema schema) {
    super(schema);
  }

  @Override
  public String format() {
    return "text";
  }

  @Override
  public void begin(CopyBuffer out) {}

  @Override
  public void end(CopyBuffer out) {}

  @Override
  void row(ValueKind[] kinds, AvroInput in, CopyBuffer out) {
    for (int i = 0; i < kinds.length; i++) {
      if (i > 0) {
        out.putByte('\t');
      }
      int branch = in.readInt();
      if (branch == NULL_BRANCH) {
        out.putByte('\\');
        out.putByte('N');
      } else if (branch == STRING_BRANCH) {
        escaped(in, out);
      } else {
        value(kinds[i], in, out);
      }
    }
    out.putByte('\n');
  }

  private static void value(ValueKind kind, AvroInput in, CopyBuffer out) {
    switch (kind) {
      case BOOLEAN -> out.putByte(in.readBoolean() ? 't' : 'f');
      case INT16, INT32 -> integer(in.readInt(), out);
      case INT64 -> integer(in.readLong(), out);
      case FLOAT32 -> out.putAscii(Float.toString(in.readFloat()));
      case FLOAT64 -> out.putAscii(Double.toString(in.readDouble()));
      case DATE -> {
        LocalDate date = LocalDate.ofEpochDay(in.readInt());
        date(date, out);
        era(date, out);
      }
      case TIME -> time(in.readLong(), out);
      case TIMESTAMP -> timestamp(in.readLong(), "", out);
      case TIMESTAMPTZ -> timestamp(in.readLong(), "+00", out);
      case UUID -> {
        hex(in.array(), in.position(), UUID_BYTES, out);
        in.skip(UUID_BYTES);
      }
      case BYTES -> {
        int length = in.readLength();
        out.putAscii("\\\\x");
        hex(in.array(), in.position(), length, out);
        in.skip(length);
      }
      case NUMERIC, TEXT, JSONB, OTHER -> escaped(in, out);
    }
  }

  private static void integer(long value, CopyBuffer out) {
    if (value >= 0) {
      out.putDigits(value, 1);
    } else {
      // Its absolute value may not exist.
      out.putAscii(Long.toString(value));
    }
  }

  private static void timestamp(long micros, String zone, CopyBuffer out) {
    LocalDate date = LocalDate.ofEpochDay(Math.floorDiv(micros, TemporalText.MICROS_PER_DAY));
    date(date, out);
    out.putByte(' ');
    time(Math.floorMod(micros, TemporalText.MICROS_PER_DAY), out);
    out.putAscii(zone);
    era(date, out);
  }

  private static void time(long micros, CopyBuffer out) {
    long seconds = micros / MICROS_PER_SECOND;
    out.putDigits(seconds / 3600, 2);
    out.putByte(':');
    out.putDigits(seconds / 60 % 60, 2);
    out.putByte(':');
    out.putDigits(seconds % 60, 2);
    out.putByte('.');
    out.putDigits(micros % MICROS_PER_SECOND, 6);
  }

  /** The year 0 of the calendar is 1 BC. */
  private static void date(LocalDate date, CopyBuffer out) {
    out.putDigits(date.getYear() > 0 ? date.getYear() : 1 - date.getYear(), 4);
    out.putByte('-');
    out.putDigits(date.getMonthValue(), 2);
    out.putByte('-');
    out.putDigits(date.getDayOfMonth(), 2);
  }

  private static void era(LocalDate date, CopyBuffer out) {
    if (date.getYear() <= 0) {
      out.putAscii(" BC");
    }
  }

  private static void hex(byte[] bytes, int offset, int length, CopyBuffer out) {
    for (int i = offset; i < offset + length; i++) {
      out.putByte(HEX[bytes[i] >> 4 & 0xF]);
      out.putByte(HEX[bytes[i] & 0xF]);
    }
  }

  private static void escaped(AvroInput in, CopyBuffer out) {
    int length = in.readLength();
    byte[] bytes = in.array();
    int end = in.position() + length;
    int from = in.position();
    for (int at = from; at < end; at++) {
      int letter =
          switch (bytes[at]) {
            case '\\' -> '\\';
            case '\n' -> 'n';
            case '\r' -> 'r';
            case '\t' -> 't';
            default -> 0;
          };
      if (letter != 0) {
        out.putBytes(bytes, from, at - from);
        out.putByte('\\');
        out.putByte(letter);
        from = at + 1;
      }
    }
    out.putBytes(bytes, from, end - from);
    in.skip(length);
  }
}
