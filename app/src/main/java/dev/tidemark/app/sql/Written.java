package dev.tidemark.app.sql;

import dev.tidemark.app.sql.grammar.TidemarkSqlParser.CollectionContext;
import dev.tidemark.app.sql.grammar.TidemarkSqlParser.NameContext;
import dev.tidemark.app.sql.grammar.TidemarkSqlParser.TableContext;
import dev.tidemark.app.sql.grammar.TidemarkSqlParser.TablesContext;
import dev.tidemark.schemas.change.CollectionName;
import dev.tidemark.schemas.change.TableId;
import java.time.DateTimeException;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.antlr.v4.runtime.Token;

/** From words to what they mean, with errors at the word. */
final class Written {

  private Written() {}

  /** As a catalog spells it: in lower case, unless it is quoted. */
  static String name(NameContext name) {
    String text = name.getText();
    if (name.QUOTED() == null) {
      return text.toLowerCase(Locale.ROOT);
    }
    String inner = text.substring(1, text.length() - 1);
    return text.startsWith("\"") ? inner.replace("\"\"", "\"") : inner;
  }

  static CollectionName collection(CollectionContext collection) {
    return checked(collection.getStart(), name(collection.name()), CollectionName::new);
  }

  static TableId table(TableContext table) {
    return new TableId(name(table.name(0)), name(table.name(1)));
  }

  /** Each once, in the order of the text. */
  static List<TableId> tables(TablesContext tables) {
    return tables.table().stream().map(Written::table).distinct().toList();
  }

  /** What stands between the quotes of a text; a keyword or a number in lower case. */
  static String text(Token token) {
    String text = token.getText();
    return text.startsWith("'")
        ? text.substring(1, text.length() - 1).replace("''", "'")
        : text.toLowerCase(Locale.ROOT);
  }

  /**
   * The meaning of a quoted text.
   *
   * @throws SqlException at the token, with what the meaning's own parser says
   */
  static <T> T meant(Token token, Function<String, T> parse) {
    return checked(token, text(token), parse);
  }

  private static <T> T checked(Token token, String text, Function<String, T> parse) {
    try {
      return parse.apply(text);
    } catch (IllegalArgumentException | DateTimeException e) {
      throw refused(token, String.valueOf(e.getMessage()));
    }
  }

  static SqlException refused(Token token, String message) {
    return new SqlException(Excerpt.at(token, message), "docs/sql.md has examples.");
  }
}
