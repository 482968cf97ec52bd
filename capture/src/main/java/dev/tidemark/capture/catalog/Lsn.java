package dev.tidemark.capture.catalog;

import dev.tidemark.schemas.change.SourcePosition;
import java.nio.charset.StandardCharsets;

/** A place in PostgreSQL's log, which can be compared: an unsigned 64-bit number. */
public record Lsn(long value) implements Comparable<Lsn> {

  private static final int LONGEST = "FFFFFFFF/FFFFFFFF".length();
  private static final String DIGITS = "0123456789ABCDEF";

  /**
   * Reads what the server prints, {@code 16/B374D848}.
   *
   * @throws IllegalArgumentException it is no such text
   */
  public static Lsn parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 1) {
      throw new IllegalArgumentException(
          "'" + text + "' is not a place in a log, like 16/B374D848");
    }
    long high = Long.parseLong(text.substring(0, slash), 16);
    long low = Long.parseLong(text.substring(slash + 1), 16);
    return new Lsn((high << 32) | low);
  }

  public static Lsn of(SourcePosition position) {
    return parse(position.value());
  }

  public SourcePosition position() {
    return new SourcePosition(toString());
  }

  @Override
  public int compareTo(Lsn other) {
    return Long.compareUnsigned(value, other.value);
  }

  /** As the server prints it. */
  @Override
  public String toString() {
    byte[] text = new byte[LONGEST];
    int at = writeHex(value & 0xFFFF_FFFFL, text, LONGEST);
    text[--at] = '/';
    at = writeHex(value >>> 32, text, at);
    return new String(text, at, LONGEST - at, StandardCharsets.ISO_8859_1);
  }

  /** Writes a number's digits so that they end before a place, and says where they begin. */
  private static int writeHex(long number, byte[] text, int end) {
    int at = end;
    long rest = number;
    do {
      text[--at] = (byte) DIGITS.charAt((int) (rest & 0xF));
      rest >>>= 4;
    } while (rest != 0);
    return at;
  }
}
