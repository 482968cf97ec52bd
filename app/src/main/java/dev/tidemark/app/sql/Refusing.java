package dev.tidemark.app.sql;

import dev.tidemark.app.sql.grammar.TidemarkSqlParser;
import org.antlr.v4.runtime.BaseErrorListener;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Recognizer;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;

/** Ends the parsing at the first word that cannot stand where it does: nothing is guessed. */
final class Refusing extends BaseErrorListener {

  private static final String HINT = "docs/sql.md has every statement, with an example.";

  @Override
  public void syntaxError(
      Recognizer<?, ?> recognizer,
      Object offending,
      int line,
      int column,
      String message,
      @Nullable RecognitionException cause) {
    Token token = (Token) offending;
    throw new SqlException(Excerpt.at(token, what(token, new Expected((Parser) recognizer))), HINT);
  }

  private static String what(Token token, Expected expected) {
    return switch (token.getType()) {
      case Token.EOF -> "the statement ends too early; expected " + expected.sentence();
      case TidemarkSqlParser.UNENDED ->
          "there is no closing " + token.getText().charAt(0) + " to this one";
      default -> "expected " + expected.sentence() + ", not " + Secrets.word(token);
    };
  }
}
