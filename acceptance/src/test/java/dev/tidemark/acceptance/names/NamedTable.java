package dev.tidemark.acceptance.names;

import dev.tidemark.schemas.change.TableId;
import java.util.List;
import java.util.stream.Stream;

/**
 * A table by its names.
 *
 * @param key the column of the key, a number
 * @param word another column, a text
 */
record NamedTable(TableId id, String key, String word) {

  private static final String LONGEST = "n".repeat(60);

  /** Three bytes each: 63 of them are as many as a name has. */
  private static final String LONGEST_KANJI = "表".repeat(21);

  /** Each beside some that it must not be taken for. */
  static final List<NamedTable> ALL =
      List.of(
          // With a dot in between, whose is it?
          of("c", "a.b", "a.b", "b.a"),
          of("c.a", "b", "b", "a"),
          of("c.a", "b.", ".", ".."),
          // In a topic, a path or a URL.
          of("public", "a/b", "a/b", "../a"),
          of("public", "a_b", "a_b", "_"),
          of("public", "a b", "a b", " "),
          of("public", "a\\b", "a\\b", "\\n"),
          of("public", "a%2Fb", "%", "%s"),
          of("public", "a:b;c--", ":0:1", ";--"),
          of("public", "a_x002F_b", "_x002F_", "x"),
          of("public", "..", "a", "b"),
          // Which differ only in case.
          of("Case", "orders", "id", "Word"),
          of("Case", "Orders", "ID", "word"),
          of("Case", "ORDERS", "Id", "WORD"),
          of("case", "orders", "iD", "wORD"),
          // Of quotes.
          of("it's", "say \"hi\"", "it's", "\"said\""),
          of("\"", "'", "`", "'"),
          of("`", "''", "\"\"", "``"),
          // That mean something.
          of("select", "table", "order", "from"),
          of("null", "NULL", "true", "null"),
          of("tidemark", "timeline", "after", "Row"),
          // In other scripts, with characters of two code units, and with two that look alike.
          of("größe", "Straße", "Schlüssel", "ключ"),
          of("表", LONGEST_KANJI, "鍵", "字"),
          of("📦", "📦📦", "🔑", "📝"),
          of("public", "caf\u00e9", "\u00e9", "e\u0301"),
          of("public", "cafe\u0301", "e\u0301", "\u00e9"),
          // As long as can be.
          of(LONGEST + "sch", LONGEST + "tab", LONGEST + "key", LONGEST + "col"),
          of(LONGEST + "sch", LONGEST + "TAB", LONGEST + "col", LONGEST + "key"),
          // Of what is not to be seen.
          of("public", "\t", "\n", "a\nb"),
          of("public", " a", "a ", " a"));

  private static NamedTable of(String schema, String table, String key, String word) {
    return new NamedTable(new TableId(schema, table), key, word);
  }

  /** That of the list. */
  static NamedTable named(String schema, String table) {
    TableId id = new TableId(schema, table);
    return ALL.stream().filter(each -> each.id().equals(id)).findFirst().orElseThrow();
  }

  /** With a sequence, an index, a check, a computed column, and two that differ only in case. */
  List<String> creation() {
    return List.of(
        "CREATE SCHEMA IF NOT EXISTS " + TableId.quote(id.schema()),
        """
        CREATE TABLE %1$s (%2$s serial PRIMARY KEY, %3$s text CHECK (%3$s <> ')'), upper_case int,
          "Upper_Case" int, computed text GENERATED ALWAYS AS ((%3$s || ')') || '"') STORED)
        """
            .formatted(id.quoted(), quotedKey(), quotedWord()),
        "CREATE INDEX ON %1$s (%2$s, lower(%2$s))".formatted(id.quoted(), quotedWord()));
  }

  /** Changes to its rows, of which each leaves some from before. */
  List<String> changes() {
    return Stream.of(
            "INSERT INTO %1$s (%3$s, upper_case, \"Upper_Case\")"
                + " SELECT 'w' || n, n, -n FROM generate_series(1, 3) n",
            "UPDATE %1$s SET %3$s = 'new', \"Upper_Case\" = 7 WHERE %2$s = 2",
            "UPDATE %1$s SET %2$s = 99 WHERE %2$s = 1",
            "DELETE FROM %1$s WHERE %2$s = 3")
        .map(sql -> sql.formatted(id.quoted(), quotedKey(), quotedWord()))
        .toList();
  }

  String quotedKey() {
    return TableId.quote(key);
  }

  String quotedWord() {
    return TableId.quote(word);
  }
}
