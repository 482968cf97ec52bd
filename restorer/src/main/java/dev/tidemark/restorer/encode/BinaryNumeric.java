package dev.tidemark.restorer.encode;

import java.nio.charset.StandardCharsets;

/**
 * A numeric's text as the server's binary form: groups of four decimal digits, the weight of the
 * first group, the sign and the number of digits after the point ({@code numeric_recv} in
 * PostgreSQL's numeric.c).
 */
final class BinaryNumeric {

  private static final int POSITIVE = 0x0000;
  private static final int NEGATIVE = 0x4000;
  private static final int NAN = 0xC000;
  private static final int INFINITY = 0xD000;
  private static final int NEGATIVE_INFINITY = 0xF000;
  private static final int GROUP = 4;

  /**
   * The server says so of infinities ({@code numeric_send} takes a bit of their kind for a part of
   * the scale), and does not care what it is told.
   */
  private static final int SCALE_OF_INFINITY = 32;

  private BinaryNumeric() {}

  static void put(byte[] text, int offset, int length, CopyBuffer out) {
    int at = offset;
    int end = offset + length;
    boolean negative = at < end && text[at] == '-';
    if (negative) {
      at++;
    }
    if (at < end && (text[at] == 'N' || text[at] == 'I')) {
      putSpecial(text[at] == 'N', negative, out);
      return;
    }
    int point = at;
    while (point < end && text[point] != '.') {
      point++;
    }
    while (at < point && text[at] == '0') {
      at++;
    }
    putDigits(text, at, point, end, negative, out);
  }

  private static void putSpecial(boolean nan, boolean negative, CopyBuffer out) {
    out.putShort(0);
    out.putShort(0);
    out.putShort(nan ? NAN : negative ? NEGATIVE_INFINITY : INFINITY);
    out.putShort(nan ? 0 : SCALE_OF_INFINITY);
  }

  /**
   * @param from the first digit before the point that is not zero
   * @param point where the point is, or {@code end} without one
   */
  private static void putDigits(
      byte[] text, int from, int point, int end, boolean negative, CopyBuffer out) {
    int scale = Math.max(0, end - point - 1);
    int first = from < point ? from : firstAfter(text, point, end);
    if (first >= end) {
      putHead(0, 0, POSITIVE, scale, out);
      return;
    }
    int weight = index(first, point);
    int lowest = index(last(text, point, end), point);
    putHead(weight - lowest + 1, weight, negative ? NEGATIVE : POSITIVE, scale, out);
    for (int index = weight; index >= lowest; index--) {
      out.putShort(group(text, point, end, from, index));
    }
  }

  private static void putHead(int groups, int weight, int sign, int scale, CopyBuffer out) {
    out.putShort(groups);
    out.putShort(weight);
    out.putShort(sign);
    out.putShort(scale);
  }

  /** The first digit after the point that is not zero, or beyond the end. */
  private static int firstAfter(byte[] text, int point, int end) {
    int at = point + 1;
    while (at < end && text[at] == '0') {
      at++;
    }
    return at;
  }

  /** The last digit that is not zero, of which there is one. */
  private static int last(byte[] text, int point, int end) {
    int at = end - 1;
    while (text[at] == '0' || at == point) {
      at--;
    }
    return at;
  }

  /** In which group a digit is, counted from the point: the number of a group is its weight. */
  private static int index(int at, int point) {
    return at < point ? (point - 1 - at) / GROUP : -((at - point - 1) / GROUP) - 1;
  }

  /** The four digits of weight 10000^index; digits beyond the text are zero. */
  private static int group(byte[] text, int point, int end, int from, int index) {
    // Before the point a group ends at point - 4 * index; after it there is the point to step over.
    int first = index >= 0 ? point - GROUP * (index + 1) : point + 1 + GROUP * (-index - 1);
    int value = 0;
    for (int at = Math.max(first, from); at < first + GROUP; at++) {
      int digit = at < end ? text[at] - '0' : 0;
      if (digit < 0 || digit > 9) {
        throw new IllegalArgumentException(
            "not a decimal number: "
                + new String(text, from, end - from, StandardCharsets.US_ASCII));
      }
      value = value * 10 + digit;
    }
    return value;
  }
}
