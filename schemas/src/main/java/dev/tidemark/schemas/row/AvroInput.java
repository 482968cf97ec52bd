package dev.tidemark.schemas.row;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;

/**
 * A cursor over Avro's binary primitives in an array. It never reads beyond its limit. Not for
 * sharing between threads.
 */
public final class AvroInput {

  private static final byte[] NOTHING = {};
  private static final int[] NO_INTS = {};

  private byte[] bytes = NOTHING;
  private int position;
  private int limit;

  public static AvroInput of(byte[] bytes, int offset, int length) {
    AvroInput input = new AvroInput();
    input.reset(bytes, offset, length);
    return input;
  }

  public static AvroInput of(byte[] bytes) {
    return of(bytes, 0, bytes.length);
  }

  public void reset(byte[] source, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, source.length);
    bytes = source;
    position = offset;
    limit = offset + length;
  }

  /** The place of the next byte in {@link #array()}. */
  public int position() {
    return position;
  }

  public boolean hasRemaining() {
    return position < limit;
  }

  public int remaining() {
    return limit - position;
  }

  public byte[] array() {
    return bytes;
  }

  public boolean readBoolean() {
    require(1);
    return bytes[position++] != 0;
  }

  /** 0 to 255. */
  public int readByte() {
    require(1);
    return bytes[position++] & 0xFF;
  }

  public int readInt() {
    long value = readLong();
    if (value != (int) value) {
      throw new MalformedBytesException("an int is out of its range");
    }
    return (int) value;
  }

  public long readLong() {
    byte[] source = bytes;
    int at = position;
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      if (at >= limit) {
        throw cutOff();
      }
      byte next = source[at++];
      value |= (next & 0x7FL) << shift;
      if (next >= 0) {
        position = at;
        return (value >>> 1) ^ -(value & 1);
      }
    }
    throw new MalformedBytesException("a number does not end");
  }

  public float readFloat() {
    require(4);
    int bits = 0;
    for (int shift = 0; shift < 32; shift += 8) {
      bits |= (bytes[position++] & 0xFF) << shift;
    }
    return Float.intBitsToFloat(bits);
  }

  public double readDouble() {
    return Double.longBitsToDouble(readLittleEndian());
  }

  /** Eight bytes, lowest first. */
  public long readLittleEndian() {
    require(8);
    long bits = 0;
    for (int shift = 0; shift < 64; shift += 8) {
      bits |= (bytes[position++] & 0xFFL) << shift;
    }
    return bits;
  }

  public String readString() {
    int length = readLength();
    String text = new String(bytes, position, length, StandardCharsets.UTF_8);
    position += length;
    return text;
  }

  /**
   * The length before a string or bytes, of which so many are there: the slice begins at {@link
   * #position()}.
   */
  public int readLength() {
    int length = readInt();
    require(length);
    return length;
  }

  /** An array of int. */
  public int[] readInts() {
    if (position < limit && bytes[position] == 0) {
      position++;
      return NO_INTS;
    }
    int[] values = NO_INTS;
    for (int count = readBlock(); count != 0; count = readBlock()) {
      int from = values.length;
      values = Arrays.copyOf(values, from + count);
      for (int i = from; i < values.length; i++) {
        values[i] = readInt();
      }
    }
    return values;
  }

  /**
   * How many elements the next block of an array has, of which none is without a byte; 0 at the end
   * of the array. There are as many bytes, so a reader may make room for them.
   */
  public int readBlock() {
    int count = readInt();
    if (count < 0) {
      count = -count;
      readLong();
    }
    require(count);
    return count;
  }

  /**
   * Steps over the blocks of an array whose sizes are given.
   *
   * @return how many elements the block has that comes then, to be stepped over one by one; 0 at
   *     the end of the array
   */
  public int skipBlocks() {
    int count = readInt();
    while (count < 0) {
      skip(readLength());
      count = readInt();
    }
    require(count);
    return count;
  }

  public void skip(int count) {
    require(count);
    position += count;
  }

  private void require(int count) {
    if (count < 0 || limit - position < count) {
      throw cutOff();
    }
  }

  private static MalformedBytesException cutOff() {
    return new MalformedBytesException("they end in the middle of a value");
  }
}
