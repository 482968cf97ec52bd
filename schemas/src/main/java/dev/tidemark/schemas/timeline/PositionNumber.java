package dev.tidemark.schemas.timeline;

import java.nio.charset.StandardCharsets;

/**
 * Places in the source's log as numbers: PostgreSQL prints an LSN as its upper and its lower 32
 * bits, {@code 16/B374D848}.
 */
final class PositionNumber {

  private static final int HALF_BITS = 32;
  private static final int DIGIT_BITS = 4;
  private static final int HEX = 16;
  private static final long LOWER = 0xFFFF_FFFFL;

  /** Eight digits, the slash, and eight more. */
  private static final int LONGEST = 17;

  private PositionNumber() {}

  /** Whether the text is what {@link #text} makes of a number, to the letter. */
  static boolean isNumber(String text) {
    int slash = text.indexOf('/');
    return slash > 0 && isHalf(text, 0, slash) && isHalf(text, slash + 1, text.length());
  }

  /**
   * @param text which {@linkplain #isNumber is a number}
   * @return all 64 bits of it
   */
  static long of(String text) {
    long number = 0;
    long half = 0;
    for (int at = 0; at < text.length(); at++) {
      char next = text.charAt(at);
      if (next == '/') {
        number = half << HALF_BITS;
        half = 0;
      } else {
        half = (half << DIGIT_BITS) | Character.digit(next, HEX);
      }
    }
    return number | half;
  }

  static String text(long number) {
    byte[] text = new byte[LONGEST];
    int at = prepend(text, LONGEST, number & LOWER);
    text[--at] = '/';
    at = prepend(text, at, number >>> HALF_BITS);
    return new String(text, at, LONGEST - at, StandardCharsets.ISO_8859_1);
  }

  private static int prepend(byte[] text, int end, long half) {
    int at = end;
    long rest = half;
    do {
      int digit = (int) rest & (HEX - 1);
      text[--at] = (byte) (digit < 10 ? '0' + digit : 'A' + digit - 10);
      rest >>>= DIGIT_BITS;
    } while (rest != 0);
    return at;
  }

  private static boolean isHalf(String text, int from, int to) {
    int length = to - from;
    boolean isPadded = length > 1 && text.charAt(from) == '0';
    if (length < 1 || length > HALF_BITS / DIGIT_BITS || isPadded) {
      return false;
    }
    for (int at = from; at < to; at++) {
      char next = text.charAt(at);
      if ((next < '0' || next > '9') && (next < 'A' || next > 'F')) {
        return false;
      }
    }
    return true;
  }
}
