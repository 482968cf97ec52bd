package dev.tidemark.app.sql;

import dev.tidemark.app.address.Passwords;
import dev.tidemark.app.sql.grammar.TidemarkSqlLexer;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.Token;

/**
 * Texts of statements without what may be secret in their strings: whatever has a user before an
 * {@code @}, be it a URL or not, and {@link Keys}. Nor is told what is to be erased.
 */
public final class Secrets {

  private static final Pattern SCHEME = Pattern.compile("'[\\w+.-]+://");
  private static final Pattern URL = Pattern.compile("(?s)('[\\w+.-]+://[^:/@\\s]*)(:.*)?(@[^@]*)");

  /** In what is no string: behind the scheme of a URL in a comment. */
  private static final Pattern IN_COMMENT = Pattern.compile("(?<=://)[^'\\v]+");

  private Secrets() {}

  /** With stars in place of passwords, to be read and edited again. */
  public static String hidden(String text) {
    return Passwords.hidden(replaced(text, Secrets::withStars));
  }

  /** A word as errors repeat it: not when it is of a key. */
  static String word(Token word) {
    List<? extends Token> tokens = tokens(Excerpt.whole(word.getInputStream()));
    for (int i = 0; i < tokens.size(); i++) {
      if (Keys.isKey(tokens, i)) {
        int last = Keys.end(tokens, i);
        if (word.getStartIndex() >= tokens.get(i).getStartIndex()
            && word.getStopIndex() <= tokens.get(last).getStopIndex()) {
          return "'***'";
        }
        i = last;
      }
    }
    return word.getText();
  }

  /** Shorter still, line for line: of a URL its scheme is left. */
  static String shortened(String text) {
    return IN_COMMENT
        .matcher(replaced(text, Secrets::shortest))
        .replaceAll(Matcher.quoteReplacement("…"));
  }

  private static String withStars(String string) {
    Matcher url = URL.matcher(string);
    if (!string.contains("@")) {
      return string;
    }
    return url.matches()
        ? url.group(1) + (url.group(2) == null ? "" : ":***") + url.group(3)
        : "'***'";
  }

  private static String shortest(String string) {
    Matcher scheme = SCHEME.matcher(string);
    if (!scheme.lookingAt() && !string.contains("@")) {
      return string;
    }
    boolean isUnended = string.length() < 2 || !string.endsWith("'");
    return (scheme.lookingAt() ? scheme.group() : "'")
        + "…"
        + lineEnds(string)
        + (isUnended ? "" : "'");
  }

  /** So that what stands behind it is in the line that it was in. */
  private static String lineEnds(String string) {
    return string.replaceAll("\\V", "");
  }

  /** Strings are told from comments and quoted names as the language does. */
  private static String replaced(String text, UnaryOperator<String> replacement) {
    StringBuilder replaced = new StringBuilder();
    List<? extends Token> tokens = tokens(text);
    int copied = 0;
    boolean isErasure = false;
    for (int i = 0; i < tokens.size(); i++) {
      isErasure = isErasure(tokens, i, isErasure);
      boolean isKey = Keys.isKey(tokens, i);
      boolean isValue = isErasure && ErasedValues.begins(tokens, i);
      boolean isErased =
          isValue || (isErasure && (isString(tokens.get(i)) || isNumber(tokens.get(i))));
      if (isKey || isErased || isString(tokens.get(i))) {
        int last = isKey ? Keys.end(tokens, i) : isValue ? ErasedValues.end(tokens, i) : i;
        int start = text.offsetByCodePoints(0, tokens.get(i).getStartIndex());
        replaced.append(text, copied, start);
        copied = text.offsetByCodePoints(0, tokens.get(last).getStopIndex() + 1);
        String string = text.substring(start, copied);
        if (isErased && !isString(tokens.get(i))) {
          replaced.append("***").append(lineEnds(string));
        } else {
          replaced.append(
              isKey || isErased ? "'***" + lineEnds(string) + "'" : replacement.apply(string));
        }
        i = last;
      }
    }
    return replaced.append(text, copied, text.length()).toString();
  }

  private static List<? extends Token> tokens(String text) {
    return new TidemarkSqlLexer(CharStreams.fromString(text)).getAllTokens();
  }

  private static boolean isString(Token token) {
    return token.getText().startsWith("'");
  }

  /** Whether a token stands in a statement that erases, up to its options. */
  private static boolean isErasure(List<? extends Token> tokens, int at, boolean before) {
    boolean isFirst = at == 0 || tokens.get(at - 1).getType() == TidemarkSqlLexer.SEMICOLON;
    int type = tokens.get(at).getType();
    return isFirst ? type == TidemarkSqlLexer.ERASE : before && type != TidemarkSqlLexer.WITH;
  }

  private static boolean isNumber(Token token) {
    return token.getType() == TidemarkSqlLexer.NUMBER;
  }
}
