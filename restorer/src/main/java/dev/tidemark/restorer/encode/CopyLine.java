package dev.tidemark.restorer.encode;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Reads a line of COPY's text form. Not for use by two threads. */
public final class CopyLine {

  private final @Nullable String[] values;
  private byte[] unescaped = new byte[256];

  /**
   * @param fields how many fields a line has
   */
  public CopyLine(int fields) {
    values = new @Nullable String[fields];
  }

  /**
   * The values of a line, with or without its line end. The array is used again for the next line.
   *
   * @throws IllegalArgumentException the line has another number of fields
   */
  public @Nullable String[] parse(byte[] line) {
    int end = line.length > 0 && line[line.length - 1] == '\n' ? line.length - 1 : line.length;
    int field = 0;
    int from = 0;
    boolean escapes = false;
    // A table without stored columns has one empty line for each row and no field.
    for (int at = 0; values.length > 0 && at <= end; at++) {
      if (at == end || line[at] == '\t') {
        if (field == values.length) {
          throw new IllegalArgumentException("a line with more than " + field + " fields");
        }
        values[field++] = value(line, from, at, escapes);
        from = at + 1;
        escapes = false;
      } else if (line[at] == '\\') {
        escapes = true;
        at++;
      }
    }
    if (field != values.length) {
      throw new IllegalArgumentException(
          "a line with " + field + " fields instead of " + values.length);
    }
    return values;
  }

  private @Nullable String value(byte[] line, int from, int to, boolean escapes) {
    if (!escapes) {
      return new String(line, from, to - from, StandardCharsets.UTF_8);
    }
    if (to - from == 2 && line[from + 1] == 'N') {
      return null;
    }
    if (unescaped.length < to - from) {
      unescaped = new byte[Math.max(to - from, unescaped.length * 2)];
    }
    int size = 0;
    for (int at = from; at < to; at++) {
      unescaped[size++] = line[at] == '\\' ? character(line[++at]) : line[at];
    }
    return new String(unescaped, 0, size, StandardCharsets.UTF_8);
  }

  private static byte character(byte letter) {
    return switch (letter) {
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'v' -> 0x0B;
      default -> letter;
    };
  }
}
