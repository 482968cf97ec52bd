package dev.tidemark.restorer.encode;

import dev.tidemark.schemas.row.AvroOutput;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * The server's binary form of a numeric as its text: groups of four decimal digits, of which the
 * first has the weight 10000^weight, and as many digits after the point as its scale says ({@code
 * numeric_send} in PostgreSQL's numeric.c). Not for use by two threads.
 */
final class NumericText {

  private static final VarHandle SHORTS =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);

  private static final byte[] NAN = "NaN".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] INFINITY = "Infinity".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] NEGATIVE_INFINITY = "-Infinity".getBytes(StandardCharsets.US_ASCII);

  /** Four numbers of two bytes before the groups. */
  private static final int HEAD = 8;

  private static final int MOST = 9_999;

  private byte[] text = new byte[64];
  private int size;

  /** Writes the text, with its length before it. */
  void write(byte[] bytes, int at, int length, AvroOutput out) {
    if (length < HEAD) {
      throw malformed();
    }
    int groups = (short) SHORTS.get(bytes, at) & 0xFFFF;
    int weight = (short) SHORTS.get(bytes, at + 2);
    int sign = (short) SHORTS.get(bytes, at + 4) & 0xFFFF;
    int scale = (short) SHORTS.get(bytes, at + 6);
    if (scale < 0 || length != HEAD + groups * Short.BYTES) {
      throw malformed();
    }
    switch (sign) {
      case 0x0000, 0x4000 -> {
        digits(bytes, at + HEAD, groups, weight, sign != 0, scale);
        out.writeBytes(text, 0, size);
      }
      case 0xC000 -> out.writeBytes(NAN, 0, NAN.length);
      case 0xD000 -> out.writeBytes(INFINITY, 0, INFINITY.length);
      case 0xF000 -> out.writeBytes(NEGATIVE_INFINITY, 0, NEGATIVE_INFINITY.length);
      default -> throw malformed();
    }
  }

  private void digits(
      byte[] bytes, int first, int groups, int weight, boolean negative, int scale) {
    int most = 2 * 8 + 4 * Math.max(0, weight) + scale;
    if (text.length < most) {
      text = new byte[most * 2];
    }
    size = 0;
    if (negative) {
      text[size++] = '-';
    }
    if (weight < 0) {
      text[size++] = '0';
    } else {
      leading(group(bytes, first, groups, 0));
      for (int i = 1; i <= weight; i++) {
        four(group(bytes, first, groups, i), 4);
      }
    }
    if (scale > 0) {
      text[size++] = '.';
    }
    int left = scale;
    for (int i = weight + 1; left > 0; i++) {
      four(group(bytes, first, groups, i), Math.min(4, left));
      left -= 4;
    }
  }

  /** Those that are not there are zero. */
  private static int group(byte[] bytes, int first, int groups, int index) {
    if (index < 0 || index >= groups) {
      return 0;
    }
    int value = (short) SHORTS.get(bytes, first + index * Short.BYTES);
    if (value < 0 || value > MOST) {
      throw malformed();
    }
    return value;
  }

  private void leading(int value) {
    int digits = value >= 1_000 ? 4 : value >= 100 ? 3 : value >= 10 ? 2 : 1;
    int rest = value;
    for (int at = size + digits - 1; at >= size; at--) {
      text[at] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    size += digits;
  }

  /** The first so many of four digits. */
  private void four(int value, int count) {
    text[size] = (byte) ('0' + value / 1_000);
    text[size + 1] = (byte) ('0' + value / 100 % 10);
    text[size + 2] = (byte) ('0' + value / 10 % 10);
    text[size + 3] = (byte) ('0' + value % 10);
    size += count;
  }

  private static IllegalArgumentException malformed() {
    return new IllegalArgumentException("not a numeric in binary");
  }
}
