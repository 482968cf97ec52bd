package dev.tidemark.schemas.row;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Avro's numbers, eight bytes at a time: seven bits of the number in each byte, the lowest first,
 * and a bit that says whether another byte follows. Groups of bits are moved together, or apart,
 * two by two, four by four, and eight at once.
 */
final class Varint {

  /** How many bytes a number has at most. */
  static final int LONGEST = 10;

  /** How many bits of a number eight bytes hold. */
  static final int WORD_BITS = 56;

  private static final VarHandle WORD =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** In each byte, the bit that says that another follows. */
  private static final long FOLLOWED = 0x8080808080808080L;

  private Varint() {}

  /** The eight bytes from there on, which must be there. */
  static long word(byte[] bytes, int at) {
    return (long) WORD.get(bytes, at);
  }

  /** Writes eight bytes, for which there must be room. */
  static void put(byte[] bytes, int at, long word) {
    WORD.set(bytes, at, word);
  }

  /**
   * The bytes of the number with which these begin; more than eight when it does not end in them.
   */
  static int length(long word) {
    return (Long.numberOfTrailingZeros(~word & FOLLOWED) >>> 3) + 1;
  }

  /**
   * The number in the first bytes.
   *
   * @param length 1 to 8
   */
  static long packed(long word, int length) {
    long bits = word & ~FOLLOWED & (-1L >>> (Long.SIZE - 8 * length));
    bits = (bits & 0x007F007F007F007FL) | ((bits & 0x7F007F007F007F00L) >>> 1);
    bits = (bits & 0x00003FFF00003FFFL) | ((bits & 0x3FFF00003FFF0000L) >>> 2);
    return (bits & 0x000000000FFFFFFFL) | ((bits & 0x0FFFFFFF00000000L) >>> 4);
  }

  /**
   * How many bytes a number takes.
   *
   * @param value not negative
   */
  static int lengthOf(long value) {
    return (Long.SIZE + 6 - Long.numberOfLeadingZeros(value | 1)) / 7;
  }

  /**
   * A number in so many bytes, and zeros behind them.
   *
   * @param value of {@link #WORD_BITS} bits at most
   * @param length what it takes
   */
  static long spread(long value, int length) {
    long bits = (value & 0x000000000FFFFFFFL) | ((value & 0x00FFFFFFF0000000L) << 4);
    bits = (bits & 0x00003FFF00003FFFL) | ((bits & 0x0FFFC0000FFFC000L) << 2);
    bits = (bits & 0x007F007F007F007FL) | ((bits & 0x3F803F803F803F80L) << 1);
    return bits | (FOLLOWED & ((1L << (8 * (length - 1))) - 1));
  }

  /** Numbers near zero are small ones, whatever their sign. */
  static long unzigzag(long value) {
    return (value >>> 1) ^ -(value & 1);
  }
}
