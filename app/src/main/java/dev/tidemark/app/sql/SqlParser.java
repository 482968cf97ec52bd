package dev.tidemark.app.sql;

import dev.tidemark.app.sql.grammar.TidemarkSqlLexer;
import dev.tidemark.app.sql.grammar.TidemarkSqlParser;
import dev.tidemark.restorer.filter.RowCondition;
import dev.tidemark.schemas.change.CollectionName;
import dev.tidemark.schemas.change.TableId;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Collectors;
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

  /**
   * What rows are to be erased of a collection's tables, each with a condition as it stands after
   * WHERE. Errors show the statement that this is.
   *
   * @throws SqlException a condition is none
   */
  public SortedMap<TableId, RowCondition> conditions(
      CollectionName name, List<Map.Entry<TableId, String>> conditions) {
    String text =
        "ERASE FROM "
            + TableId.quote(name.value())
            + " TABLE\n"
            + conditions.stream()
                .map(each -> each.getKey().quoted() + " WHERE " + each.getValue() + "\n")
                .collect(Collectors.joining(", "));
    List<Statement> statements = parse(text);
    if (statements.size() == 1
        && statements.get(0) instanceof Statement.Erase erase
        && erase.order().conditions().size()
            == conditions.stream().map(Map.Entry::getKey).distinct().count()) {
      return erase.order().conditions();
    }
    throw new SqlException(
        "a condition is what stands after WHERE, and one of these is more",
        "docs/sql.md has examples.");
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
