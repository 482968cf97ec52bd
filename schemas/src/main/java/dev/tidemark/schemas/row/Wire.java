package dev.tidemark.schemas.row;

import java.util.Arrays;
import org.apache.avro.Schema;

/** How one Avro type lies in bytes. Values are compared as Avro's sort order has it. */
enum Wire {
  NULL,
  BOOLEAN,
  VARINT,
  FLOAT,
  DOUBLE,
  /** string or bytes: a length, then so many. */
  COUNTED,
  /** A fixed: a UUID. */
  SIXTEEN,
  /** A fixed: the digest of a row. */
  THIRTY_TWO;

  private static final int LONGEST_VARINT = 10;

  static Wire of(Schema schema) {
    return switch (schema.getType()) {
      case NULL -> NULL;
      case BOOLEAN -> BOOLEAN;
      case INT, LONG -> VARINT;
      case FLOAT -> FLOAT;
      case DOUBLE -> DOUBLE;
      case STRING, BYTES -> COUNTED;
      case FIXED -> fixed(schema);
      default -> throw new UnreadableSchemaException(schema, "it holds a " + schema.getType());
    };
  }

  private static Wire fixed(Schema fixed) {
    return switch (fixed.getFixedSize()) {
      case 16 -> SIXTEEN;
      case 32 -> THIRTY_TWO;
      default ->
          throw new UnreadableSchemaException(fixed, "it is a fixed of " + fixed.getFixedSize());
    };
  }

  /** Where the value ends that begins at a place. */
  int end(byte[] bytes, int from, int limit) {
    return switch (this) {
      case NULL -> from;
      case BOOLEAN -> within(from, 1, limit);
      case VARINT -> varintEnd(bytes, from, limit);
      case FLOAT -> within(from, 4, limit);
      case DOUBLE -> within(from, 8, limit);
      case SIXTEEN -> within(from, 16, limit);
      case THIRTY_TWO -> within(from, 32, limit);
      case COUNTED -> within(varintEnd(bytes, from, limit), count(bytes, from, limit), limit);
    };
  }

  int compare(byte[] a, int aFrom, int aLimit, byte[] b, int bFrom, int bLimit) {
    return switch (this) {
      case NULL -> 0;
      case BOOLEAN -> Byte.compare(a[aFrom], b[bFrom]);
      case VARINT -> Long.compare(varint(a, aFrom, aLimit), varint(b, bFrom, bLimit));
      case FLOAT ->
          Float.compare(
              Float.intBitsToFloat((int) littleEndian(a, aFrom, 4)),
              Float.intBitsToFloat((int) littleEndian(b, bFrom, 4)));
      case DOUBLE ->
          Double.compare(
              Double.longBitsToDouble(littleEndian(a, aFrom, 8)),
              Double.longBitsToDouble(littleEndian(b, bFrom, 8)));
      case SIXTEEN -> Arrays.compareUnsigned(a, aFrom, aFrom + 16, b, bFrom, bFrom + 16);
      case THIRTY_TWO -> Arrays.compareUnsigned(a, aFrom, aFrom + 32, b, bFrom, bFrom + 32);
      case COUNTED ->
          Arrays.compareUnsigned(
              a,
              varintEnd(a, aFrom, aLimit),
              end(a, aFrom, aLimit),
              b,
              varintEnd(b, bFrom, bLimit),
              end(b, bFrom, bLimit));
    };
  }

  /** What {@link KeyOrder#prefix} is of the value that begins at a place. */
  long prefix(byte[] bytes, int from, int limit) {
    return switch (this) {
      case NULL, BOOLEAN, FLOAT, DOUBLE -> 0;
      case VARINT -> {
        long half = 1L << (KeyOrder.PREFIX_BITS - 1);
        long value = varint(bytes, from, limit);
        yield Math.max(-half, Math.min(half - 1, value)) + half;
      }
      case SIXTEEN, THIRTY_TWO -> firstBytes(bytes, from, limit);
      case COUNTED -> firstBytes(bytes, varintEnd(bytes, from, limit), end(bytes, from, limit));
    };
  }

  /** As many as a prefix has, zeros where there are fewer. */
  private static long firstBytes(byte[] bytes, int from, int limit) {
    long first = 0;
    for (int i = 0; i < KeyOrder.PREFIX_BITS / Byte.SIZE; i++) {
      first = first << Byte.SIZE | (from + i < limit ? bytes[from + i] & 0xFF : 0);
    }
    return first;
  }

  private static int within(int from, int count, int limit) {
    if (count < 0 || limit - from < count) {
      throw new MalformedBytesException("they end in the middle of a value");
    }
    return from + count;
  }

  private static int varintEnd(byte[] bytes, int from, int limit) {
    int at = from;
    while (at < limit && bytes[at] < 0) {
      at++;
    }
    if (at - from >= LONGEST_VARINT) {
      throw new MalformedBytesException("a number does not end");
    }
    return within(at, 1, limit);
  }

  private static int count(byte[] bytes, int from, int limit) {
    long count = varint(bytes, from, limit);
    return count == (int) count ? (int) count : -1;
  }

  private static long varint(byte[] bytes, int from, int limit) {
    long value = 0;
    int shift = 0;
    for (int at = from; at < limit; at++) {
      value |= (bytes[at] & 0x7FL) << shift;
      if (bytes[at] >= 0) {
        return (value >>> 1) ^ -(value & 1);
      }
      shift += 7;
    }
    throw new MalformedBytesException("they end in the middle of a value");
  }

  private static long littleEndian(byte[] bytes, int from, int count) {
    long bits = 0;
    for (int i = count - 1; i >= 0; i--) {
      bits = bits << 8 | (bytes[from + i] & 0xFF);
    }
    return bits;
  }
}
