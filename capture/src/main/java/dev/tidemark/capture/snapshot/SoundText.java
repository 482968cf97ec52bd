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

  private SoundText() {}

  /** The bytes themselves when they are well formed, or others. */
  static byte[] of(byte[] text) {
    return isAscii(text)
        ? text
        : new String(text, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8);
  }

  private static boolean isAscii(byte[] text) {
    int at = 0;
    for (; text.length - at >= Long.BYTES; at += Long.BYTES) {
      if (((long) LONGS.get(text, at) & HIGH_BITS) != 0) {
        return false;
      }
    }
    for (; at < text.length; at++) {
      if (text[at] < 0) {
        return false;
      }
    }
    return true;
  }
}
