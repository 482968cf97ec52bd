package dev.tidemark.app.sql;

import dev.tidemark.app.sql.grammar.TidemarkSqlLexer;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.antlr.v4.runtime.Token;

/**
 * Finds keys and passwords that somebody wrote into a statement, where the place of one should
 * stand: values of options that are called so, and what a key is rotated to. Also where the
 * statement is wrong: quoted as a name, not quoted at all, or with a word left out before it.
 */
final class Keys {

  private static final Pattern PLACE_OF_KEY =
      Pattern.compile("(?s)['\"`]?(?:file:|env:|[\\w+.-]+://).*");
  private static final List<String> NAMES = List.of("ENCRYPTION_KEY", "PASSWORD", "SECRET");

  private static final Set<Integer> ENDS =
      Set.of(
          TidemarkSqlLexer.SEMICOLON,
          TidemarkSqlLexer.COMMA,
          TidemarkSqlLexer.LEFT,
          TidemarkSqlLexer.RIGHT);

  private Keys() {}

  /** Whether a key or a password begins here, and not the place of one. */
  static boolean isKey(List<? extends Token> tokens, int at) {
    Token token = tokens.get(at);
    if (ENDS.contains(token.getType()) || PLACE_OF_KEY.matcher(token.getText()).matches()) {
      return false;
    }
    return isValue(tokens, at) || isRotatedTo(tokens, at);
  }

  /**
   * Where it ends: what is not quoted goes on up to a space, for a key has signs in it that divide
   * words.
   */
  static int end(List<? extends Token> tokens, int at) {
    int last = at;
    while (!isQuoted(tokens.get(at))
        && last + 1 < tokens.size()
        && tokens.get(last + 1).getStartIndex() == tokens.get(last).getStopIndex() + 1
        && !ENDS.contains(tokens.get(last + 1).getType())) {
      last++;
    }
    return last;
  }

  private static boolean isValue(List<? extends Token> tokens, int at) {
    boolean isBehindEqual = at >= 2 && tokens.get(at - 1).getType() == TidemarkSqlLexer.EQUAL;
    int named = isBehindEqual ? at - 2 : at - 1;
    if (named < 0 || !(isBehindEqual || isQuoted(tokens.get(at)))) {
      return false;
    }
    String name = tokens.get(named).getText().toUpperCase(Locale.ROOT);
    return !name.startsWith("'")
        && NAMES.stream().anyMatch(name::contains)
        && !name.contains("PASSWORD_FILE");
  }

  /** Behind {@code TO}, or quoted anywhere but as the collection's name, of a rotation. */
  private static boolean isRotatedTo(List<? extends Token> tokens, int at) {
    int rotate = at - 1;
    while (rotate >= 0 && tokens.get(rotate).getType() != TidemarkSqlLexer.ROTATE) {
      int type = tokens.get(rotate).getType();
      if (type == TidemarkSqlLexer.SEMICOLON || type == TidemarkSqlLexer.WITH) {
        return false;
      }
      rotate--;
    }
    if (rotate < 0 || !begins(tokens, rotate)) {
      return false;
    }
    int before = tokens.get(at - 1).getType();
    return before == TidemarkSqlLexer.TO
        || (isQuoted(tokens.get(at)) && before != TidemarkSqlLexer.OF);
  }

  private static boolean begins(List<? extends Token> tokens, int at) {
    return at == 0 || tokens.get(at - 1).getType() == TidemarkSqlLexer.SEMICOLON;
  }

  private static boolean isQuoted(Token token) {
    return "'\"`".indexOf(token.getText().charAt(0)) >= 0;
  }
}
