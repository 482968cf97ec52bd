package dev.tidemark.app.sql;

import dev.tidemark.app.sql.grammar.TidemarkSqlLexer;
import dev.tidemark.app.sql.grammar.TidemarkSqlParser;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.Token;

/** Reads the language of {@code docs/sql.md}. */
public final class SqlParser {

  private final ZoneId zone;

  /**
   * @param zone of a time that names none
   */
  public SqlParser(ZoneId zone) {
    this.zone = zone;
  }

  /**
   * All statements of a text, in order, separated by semicolons.
   *
   * @throws SqlException one of them is none; then none of them is returned
   */
  public List<Statement> parse(String text) {
    List<Statement> statements = new ArrayList<>();
    TidemarkSqlParser parser = parser(text);
    while (!isAtEnd(parser)) {
      statements.add(new StatementBuilder(zone).visit(parser.one().statement()));
    }
    return statements;
  }

  /** Whether a text ends with a semicolon, or has nothing in it at all. */
  public static boolean isComplete(String text) {
    CommonTokenStream tokens = tokens(text);
    tokens.fill();
    List<Token> all = tokens.getTokens();
    return all.size() == 1 || all.get(all.size() - 2).getType() == TidemarkSqlParser.SEMICOLON;
  }

  static TidemarkSqlParser parser(String text) {
    TidemarkSqlParser parser = new TidemarkSqlParser(tokens(text));
    parser.setErrorHandler(new NoRecovery());
    parser.removeErrorListeners();
    parser.addErrorListener(new Refusing());
    return parser;
  }

  /** Goes past the semicolons here. */
  static boolean isAtEnd(TidemarkSqlParser parser) {
    while (parser.getCurrentToken().getType() == TidemarkSqlParser.SEMICOLON) {
      parser.getTokenStream().consume();
    }
    return parser.getCurrentToken().getType() == Token.EOF;
  }

  private static CommonTokenStream tokens(String text) {
    // Every character is part of some token, so the lexer finds no errors.
    return new CommonTokenStream(new TidemarkSqlLexer(CharStreams.fromString(text)));
  }
}
