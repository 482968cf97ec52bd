package dev.tidemark.app.sql;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.antlr.v4.runtime.CharStream;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.misc.Interval;

/** The line that a token stands in, with a caret under it, and without what may be secret. */
final class Excerpt {

  /** Everything of a URL behind its scheme, up to the quote. */
  private static final Pattern URL = Pattern.compile("(?<=://)[^']+");

  private Excerpt() {}

  /** {@code line 1, column 9: MESSAGE}, and under it the line and the caret. */
  static String at(Token token, String message) {
    String text = whole(token.getInputStream());
    String[] lines = text.split("\\R", -1);
    String line = lines[Math.min(token.getLine(), lines.length) - 1];
    int column = Math.min(token.getCharPositionInLine(), line.codePointCount(0, line.length()));
    String before = line.substring(0, line.offsetByCodePoints(0, column));
    return "line "
        + token.getLine()
        + ", column "
        + (column + 1)
        + ": "
        + withoutSecrets(message)
        + "\n  "
        + withoutSecrets(line)
        + "\n  "
        + " ".repeat(withoutSecrets(before).length())
        + "^";
  }

  private static String whole(CharStream stream) {
    return stream.size() == 0 ? "" : stream.getText(Interval.of(0, stream.size() - 1));
  }

  static String withoutSecrets(String text) {
    return URL.matcher(text).replaceAll(Matcher.quoteReplacement("…"));
  }
}
