package dev.tidemark.capture.catalog;

import dev.tidemark.schemas.change.SourcePosition;

/** A place in PostgreSQL's log, which can be compared: an unsigned 64-bit number. */
public record Lsn(long value) implements Comparable<Lsn> {

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

  @Override
  public String toString() {
    return "%X/%X".formatted(value >>> 32, value & 0xFFFF_FFFFL);
  }
}
