package dev.tidemark.app.sql;

import dev.tidemark.app.sql.grammar.TidemarkSqlLexer;
import java.util.List;
import java.util.Set;
import org.antlr.v4.runtime.Token;

/**
 * Finds what columns are compared with in a statement that erases, be it written as no value is: in
 * double quotes, or in none.
 */
final class ErasedValues {

  private static final Set<Integer> OPERATORS =
      Set.of(
          TidemarkSqlLexer.EQUAL,
          TidemarkSqlLexer.UNEQUAL,
          TidemarkSqlLexer.LESS,
          TidemarkSqlLexer.ATMOST,
          TidemarkSqlLexer.GREATER,
          TidemarkSqlLexer.ATLEAST,
          TidemarkSqlLexer.LIKE,
          TidemarkSqlLexer.BETWEEN);

  private static final Set<Integer> ENDS =
      Set.of(
          TidemarkSqlLexer.AND,
          TidemarkSqlLexer.OR,
          TidemarkSqlLexer.COMMA,
          TidemarkSqlLexer.RIGHT,
          TidemarkSqlLexer.TABLE,
          TidemarkSqlLexer.WITH,
          TidemarkSqlLexer.SEMICOLON);

  private ErasedValues() {}

  /** Whether a value begins at a token of such a statement. */
  static boolean begins(List<? extends Token> tokens, int at) {
    if (at == 0 || isEnd(tokens, at)) {
      return false;
    }
    int before = type(tokens, at - 1);
    if (before == TidemarkSqlLexer.AND) {
      return isSecondOfRange(tokens, at - 1);
    }
    return OPERATORS.contains(before) || isInList(tokens, at - 1);
  }

  /** Its last token: behind a string only what is written to it without a space. */
  static int end(List<? extends Token> tokens, int begin) {
    boolean isString = tokens.get(begin).getText().startsWith("'");
    int end = begin;
    while (end + 1 < tokens.size()
        && !isEnd(tokens, end + 1)
        && (!isString || isAdjacent(tokens, end))) {
      end++;
    }
    return end;
  }

  private static boolean isAdjacent(List<? extends Token> tokens, int at) {
    return tokens.get(at).getStopIndex() + 1 == tokens.get(at + 1).getStartIndex();
  }

  /** Whether an AND is that of BETWEEN. */
  private static boolean isSecondOfRange(List<? extends Token> tokens, int and) {
    int at = and - 1;
    while (at >= 0 && !isEnd(tokens, at) && type(tokens, at) != TidemarkSqlLexer.BETWEEN) {
      at--;
    }
    return at >= 0 && type(tokens, at) == TidemarkSqlLexer.BETWEEN;
  }

  /** Whether what follows a token is of an IN list. */
  private static boolean isInList(List<? extends Token> tokens, int before) {
    int at = before;
    while (at > 0
        && type(tokens, at) != TidemarkSqlLexer.LEFT
        && (at == before ? type(tokens, at) == TidemarkSqlLexer.COMMA : isOfList(tokens, at))) {
      at--;
    }
    return at > 0
        && type(tokens, at) == TidemarkSqlLexer.LEFT
        && type(tokens, at - 1) == TidemarkSqlLexer.IN;
  }

  private static boolean isOfList(List<? extends Token> tokens, int at) {
    return type(tokens, at) == TidemarkSqlLexer.COMMA || !isEnd(tokens, at);
  }

  private static boolean isEnd(List<? extends Token> tokens, int at) {
    return ENDS.contains(type(tokens, at));
  }

  private static int type(List<? extends Token> tokens, int at) {
    return tokens.get(at).getType();
  }
}
