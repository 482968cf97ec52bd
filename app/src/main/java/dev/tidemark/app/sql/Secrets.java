package dev.tidemark.app.sql;

import dev.tidemark.app.address.Passwords;
import dev.tidemark.app.sql.grammar.TidemarkSqlLexer;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.Token;

/**
 * Texts of statements without what may be secret in their strings: whatever has a user before an
 * {@code @}, be it a URL or not, and values of options that are called keys or passwords. Nor is
 * told what is to be erased.
 */
public final class Secrets {

  private static final Pattern SCHEME = Pattern.compile("'[\\w+.-]+://");
  private static final Pattern URL = Pattern.compile("(?s)('[\\w+.-]+://[^:/@\\s]*)(:.*)?(@[^@]*)");

  /** In what is no string: behind the scheme of a URL in a comment. */
  private static final Pattern IN_COMMENT = Pattern.compile("(?<=://)[^'\\v]+");

  private static final Pattern PLACE_OF_KEY = Pattern.compile("(?s)'(?:file:|env:|[\\w+.-]+://).*");
  private static final List<String> NAMES = List.of("ENCRYPTION_KEY", "PASSWORD", "SECRET");

  private Secrets() {}

  /** With stars in place of passwords, to be read and edited again. */
  public static String hidden(String text) {
    return Passwords.hidden(replaced(text, Secrets::withStars));
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
    List<? extends Token> tokens =
        new TidemarkSqlLexer(CharStreams.fromString(text)).getAllTokens();
    int copied = 0;
    boolean isErasure = false;
    for (int i = 0; i < tokens.size(); i++) {
      Token token = tokens.get(i);
      isErasure = isErasure(tokens, i, isErasure);
      if (token.getText().startsWith("'") || (isErasure && isNumber(token))) {
        int start = text.offsetByCodePoints(0, token.getStartIndex());
        replaced.append(text, copied, start);
        copied = text.offsetByCodePoints(0, token.getStopIndex() + 1);
        String string = text.substring(start, copied);
        if (isErasure && isNumber(token)) {
          replaced.append("***");
        } else {
          replaced.append(
              isErasure || isKey(tokens, i)
                  ? "'***" + lineEnds(string) + "'"
                  : replacement.apply(string));
        }
      }
    }
    return replaced.append(text, copied, text.length()).toString();
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

  /** Whether the string is a key or a password itself, and not the place of one. */
  private static boolean isKey(List<? extends Token> tokens, int at) {
    if (PLACE_OF_KEY.matcher(tokens.get(at).getText()).matches()) {
      return false;
    }
    if (at >= 4 && tokens.get(at - 4).getType() == TidemarkSqlLexer.KEY) {
      return tokens.get(at - 1).getType() == TidemarkSqlLexer.TO;
    }
    if (at < 2 || tokens.get(at - 1).getType() != TidemarkSqlLexer.EQUAL) {
      return false;
    }
    String name = tokens.get(at - 2).getText().toUpperCase(Locale.ROOT);
    return NAMES.stream().anyMatch(name::contains) && !name.contains("PASSWORD_FILE");
  }
}
