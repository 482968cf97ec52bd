package dev.tidemark.restorer.encode;

import dev.tidemark.schemas.row.AvroOutput;
import dev.tidemark.schemas.row.RowEncoder;
import dev.tidemark.schemas.row.RowField;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/**
 * The values of one column, as the {@code …send} functions of PostgreSQL's types write them, as
 * Avro.
 */
final class BinaryValue {

  private static final VarHandle SHORTS =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private static final int NULL_LENGTH = -1;
  private static final int VALUE_BRANCH = 1;
  private static final int UUID_BYTES = 16;
  private static final int JSONB_VERSION = 1;

  /** Where the server's days and microseconds begin, by Avro's count. */
  private static final LocalDateTime EPOCH = LocalDate.of(2000, 1, 1).atStartOfDay();

  private static final long UNIX_EPOCH = LocalDate.EPOCH.toEpochDay();
  private static final int FIRST_DAY =
      Math.toIntExact(EPOCH.toLocalDate().toEpochDay() - UNIX_EPOCH);
  private static final long FIRST_MICRO =
      ChronoUnit.MICROS.between(LocalDate.EPOCH.atTime(LocalTime.MIDNIGHT), EPOCH);

  /** Timestamps nearer to 2000 than so many microseconds are numbers in Avro, too. */
  private static final long NEAR = 9_000_000_000_000_000_000L;

  private static final DateTimeFormatter FAR =
      DateTimeFormatter.ofPattern("u-MM-dd HH:mm:ss.SSSSSS");

  private final RowEncoder encoder;
  private final RowField field;
  private final NumericText numeric = new NumericText();

  /**
   * @param encoder of the rows that it is a field of
   */
  BinaryValue(RowEncoder encoder, RowField field) {
    this.encoder = encoder;
    this.field = field;
  }

  /**
   * Writes the value, with its branch.
   *
   * @param length of the value, which is all there; or that of a null
   */
  void decode(byte[] bytes, int at, int length, AvroOutput out) {
    if (length == NULL_LENGTH) {
      encoder.encodeNull(out);
      return;
    }
    switch (field.kind()) {
      case BOOLEAN -> {
        require(length == 1);
        out.writeInt(VALUE_BRANCH);
        out.writeBoolean(bytes[at] != 0);
      }
      case INT16 -> {
        require(length == Short.BYTES);
        out.writeInt(VALUE_BRANCH);
        out.writeInt((short) SHORTS.get(bytes, at));
      }
      case INT32 -> {
        out.writeInt(VALUE_BRANCH);
        out.writeInt(integer(bytes, at, length));
      }
      case INT64, TIME -> {
        out.writeInt(VALUE_BRANCH);
        out.writeLong(number(bytes, at, length));
      }
      case FLOAT32 -> {
        float value = Float.intBitsToFloat(integer(bytes, at, length));
        out.writeInt(VALUE_BRANCH);
        // Text has one NaN.
        out.writeFloat(Float.isNaN(value) ? Float.NaN : value);
      }
      case FLOAT64 -> {
        double value = Double.longBitsToDouble(number(bytes, at, length));
        out.writeInt(VALUE_BRANCH);
        out.writeDouble(Double.isNaN(value) ? Double.NaN : value);
      }
      case DATE -> date(integer(bytes, at, length), out);
      case TIMESTAMP -> timestamp(number(bytes, at, length), "", out);
      case TIMESTAMPTZ -> timestamp(number(bytes, at, length), "+00", out);
      case NUMERIC -> {
        out.writeInt(VALUE_BRANCH);
        numeric.write(bytes, at, length, out);
      }
      case UUID -> {
        require(length == UUID_BYTES);
        out.writeInt(VALUE_BRANCH);
        out.writeRaw(bytes, at, length);
      }
      case BYTES, TEXT -> {
        require(length >= 0);
        out.writeInt(VALUE_BRANCH);
        out.writeBytes(bytes, at, length);
      }
      case JSONB -> {
        require(length > 0 && bytes[at] == JSONB_VERSION);
        out.writeInt(VALUE_BRANCH);
        out.writeBytes(bytes, at + 1, length - 1);
      }
      case OTHER -> throw new IllegalStateException("a value without a binary form");
    }
  }

  private void date(int days, AvroOutput out) {
    if (days == Integer.MAX_VALUE || days == Integer.MIN_VALUE) {
      text(days < 0 ? "-infinity" : "infinity", out);
    } else {
      out.writeInt(VALUE_BRANCH);
      out.writeInt(Math.addExact(days, FIRST_DAY));
    }
  }

  private void timestamp(long micros, String zone, AvroOutput out) {
    if (micros > -NEAR && micros < NEAR) {
      out.writeInt(VALUE_BRANCH);
      out.writeLong(micros + FIRST_MICRO);
    } else if (micros == Long.MAX_VALUE || micros == Long.MIN_VALUE) {
      text(micros < 0 ? "-infinity" : "infinity", out);
    } else {
      text(EPOCH.plus(micros, ChronoUnit.MICROS).format(FAR) + zone, out);
    }
  }

  /** What has no number of its own, as the server prints it. */
  private void text(String text, AvroOutput out) {
    byte[] ascii = text.getBytes(StandardCharsets.US_ASCII);
    encoder.encodeValue(field.position(), ascii, 0, ascii.length, out);
  }

  private int integer(byte[] bytes, int at, int length) {
    require(length == Integer.BYTES);
    return (int) INTS.get(bytes, at);
  }

  private long number(byte[] bytes, int at, int length) {
    require(length == Long.BYTES);
    return (long) LONGS.get(bytes, at);
  }

  private void require(boolean isOfType) {
    if (!isOfType) {
      throw new IllegalArgumentException(
          "column " + field.column() + " has something in binary that is no " + field.type());
    }
  }
}
