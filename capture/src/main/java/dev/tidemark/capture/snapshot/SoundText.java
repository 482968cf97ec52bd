package dev.tidemark.capture.snapshot;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Text as UTF-8 that is well formed. A server does not look at what it sends: where its own disk
 * has spoilt a text, the stream of changes, whose values are texts of Java, has U+FFFD for what is
 * no character, and rows that are read have to have the same.
 */
final class SoundText {

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** What no byte of ASCII has. */
  private static final long HIGH_BITS = 0x8080_8080_8080_8080L;

  private static final int MALFORMED = -1;

  private SoundText() {}

  /** The array itself when it is well formed, or another. */
  static byte[] of(byte[] text) {
    return isSound(text)
        ? text
        : new String(text, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8);
  }

  private static boolean isSound(byte[] text) {
    int at = 0;
    while (at < text.length) {
      if (text[at] >= 0) {
        at = afterAscii(text, at);
      } else {
        int length = length(text, at);
        if (length == MALFORMED) {
          return false;
        }
        at += length;
      }
    }
    return true;
  }

  private static int afterAscii(byte[] text, int from) {
    int at = from;
    while (text.length - at >= Long.BYTES && ((long) LONGS.get(text, at) & HIGH_BITS) == 0) {
      at += Long.BYTES;
    }
    while (at < text.length && text[at] >= 0) {
      at++;
    }
    return at;
  }

  /** How many bytes the character at a place has that is not ASCII: The Unicode Standard, 3-7. */
  private static int length(byte[] text, int at) {
    int first = text[at] & 0xFF;
    if (first < 0xC2 || first > 0xF4) {
      return MALFORMED;
    }
    int length = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
    if (text.length - at < length || !mayFollow(first, text[at + 1] & 0xFF)) {
      return MALFORMED;
    }
    for (int i = 2; i < length; i++) {
      if ((text[at + i] & 0xC0) != 0x80) {
        return MALFORMED;
      }
    }
    return length;
  }

  private static boolean mayFollow(int first, int second) {
    int least = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
    int most = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
    return second >= least && second <= most;
  }
}
