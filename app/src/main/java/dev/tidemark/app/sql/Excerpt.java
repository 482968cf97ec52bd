package dev.tidemark.app.sql;

import java.util.Arrays;
import org.antlr.v4.runtime.CharStream;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.misc.Interval;

/** The line that a token stands in, with a caret under it, and without what may be secret. */
final class Excerpt {

  private static final String LINE_END = "\\R";

  private Excerpt() {}

  /** {@code line 1, column 9: MESSAGE}, and under it the line and the caret. */
  static String at(Token token, String message) {
    String text = whole(token.getInputStream());
    String[] lines = text.split(LINE_END, -1);
    int at = Math.min(token.getLine(), lines.length) - 1;
    String line = lines[at];
    int column = Math.min(token.getCharPositionInLine(), line.codePointCount(0, line.length()));
    lines[at] = line.substring(0, line.offsetByCodePoints(0, column));
    // With the lines before them: a string may have begun in one.
    String before = String.join("\n", Arrays.asList(lines).subList(0, at + 1));
    return "line "
        + token.getLine()
        + ", column "
        + (column + 1)
        + ": "
        + Secrets.shortened(message)
        + "\n  "
        + shown(text, at)
        + "\n  "
        + " ".repeat(shown(before, at).length())
        + "^";
  }

  private static String shown(String text, int line) {
    return Secrets.shortened(text).split(LINE_END, -1)[line];
  }

  static String whole(CharStream stream) {
    return stream.size() == 0 ? "" : stream.getText(Interval.of(0, stream.size() - 1));
  }
}
