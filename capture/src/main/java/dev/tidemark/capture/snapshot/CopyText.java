package dev.tidemark.capture.snapshot;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Takes apart the lines of COPY's text format: values separated by tabs, a backslash before what
 * would be mistaken, and {@code \N} for null. See PostgreSQL's documentation, "COPY", "Text
 * Format".
 */
final class CopyText {

  private final byte[] unescaped;

  /**
   * @param longest how long a value with escapes may be before the buffer for it grows
   */
  private CopyText(int longest) {
    unescaped = new byte[longest];
  }

  /**
   * Reads a line.
   *
   * @param line with or without the newline at its end
   * @param columns how many values it has
   * @throws IllegalStateException it has another number of values
   */
  static @Nullable String[] parse(byte[] line, int columns) {
    int end = line.length > 0 && line[line.length - 1] == '\n' ? line.length - 1 : line.length;
    @Nullable String[] values = new @Nullable String[columns];
    int from = 0;
    for (int i = 0; i < columns; i++) {
      int to = from;
      boolean hasEscapes = false;
      while (to < end && line[to] != '\t') {
        hasEscapes |= line[to] == '\\';
        to++;
      }
      if ((to == end) != (i == columns - 1)) {
        throw new IllegalStateException("a row of COPY does not have " + columns + " values");
      }
      values[i] = value(line, from, to, hasEscapes);
      from = to + 1;
    }
    return values;
  }

  private static @Nullable String value(byte[] line, int from, int to, boolean hasEscapes) {
    if (!hasEscapes) {
      return new String(line, from, to - from, StandardCharsets.UTF_8);
    }
    boolean isNull = to - from == 2 && line[from] == '\\' && line[from + 1] == 'N';
    return isNull ? null : new CopyText(to - from).unescape(line, from, to);
  }

  private String unescape(byte[] line, int from, int to) {
    int length = 0;
    for (int i = from; i < to; i++) {
      byte c = line[i];
      unescaped[length++] = c == '\\' && i + 1 < to ? character(line[++i]) : c;
    }
    return new String(unescaped, 0, length, StandardCharsets.UTF_8);
  }

  private static byte character(byte escape) {
    return switch (escape) {
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'v' -> 0x0B;
      default -> escape;
    };
  }
}
