package dev.tidemark.schemas.change;

import java.util.Comparator;

/** A table of the source, by schema and name, exactly as the catalog spells them. */
public record TableId(String schema, String table) implements Comparable<TableId> {

  private static final Comparator<TableId> ORDER =
      Comparator.comparing(TableId::schema).thenComparing(TableId::table);

  public TableId {
    if (schema.isEmpty() || table.isEmpty()) {
      throw new IllegalArgumentException("a table has a schema and a name");
    }
  }

  /**
   * Reads {@code schema.table}. A part in double quotes is taken as it is, with {@code ""} standing
   * for one quote; outside quotes a dot separates, and letters are kept as they are.
   *
   * @throws IllegalArgumentException there are not exactly two parts; the message says what to
   *     write
   */
  public static TableId parse(String text) {
    return TableIdParser.parse(text);
  }

  /** {@code "schema"."table"}, quoted for SQL. */
  public String quoted() {
    return quote(schema) + "." + quote(table);
  }

  /** An identifier quoted for SQL. */
  public static String quote(String identifier) {
    return '"' + identifier.replace("\"", "\"\"") + '"';
  }

  @Override
  public int compareTo(TableId other) {
    return ORDER.compare(this, other);
  }

  /** {@code schema.table}, with quotes only around a part that needs them to be read back. */
  @Override
  public String toString() {
    return readable(schema) + "." + readable(table);
  }

  private static String readable(String part) {
    return part.indexOf('.') < 0 && part.indexOf('"') < 0 ? part : quote(part);
  }
}
