package dev.tidemark.acceptance.faults;

import dev.tidemark.acceptance.servers.Database;
import dev.tidemark.schemas.change.TableId;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** A table whose columns change, at random, while rows come and go. */
final class ChangingTable {

  static final TableId ID = new TableId("public", "changing");

  private static final int MOST_COLUMNS = 7;
  private static final int MOST_ROWS = 120;

  private static final String COLUMNS =
      "SELECT quote_ident(attname) || ' ' || format_type(atttypid, atttypmod) FROM pg_attribute"
          + " WHERE attrelid = 'public.changing'::regclass AND attnum > 0 AND NOT attisdropped"
          + " ORDER BY attnum";

  private final Connection connection;
  private final Random random;

  /**
   * @param connection of which each statement is a transaction of its own, unless it is told
   *     otherwise
   */
  ChangingTable(Connection connection, Random random) {
    this.connection = connection;
    this.random = random;
  }

  static void create(Database database) {
    database.execute(creation());
  }

  private static String creation() {
    return "CREATE TABLE public.changing (id bigint PRIMARY KEY, c1 integer, c2 varchar(12))";
  }

  /** How its columns are called and its rows, as {@link #content()} has them. */
  static List<String> content(List<String> columns, List<String> rows) {
    List<String> content = new ArrayList<>();
    content.add(String.join(", ", columns));
    content.addAll(rows);
    return content;
  }

  /** Its columns, and its rows. */
  List<String> content() throws SQLException {
    List<String> rows = new ArrayList<>(Database.copy(connection, "SELECT * FROM public.changing"));
    Collections.sort(rows);
    return content(columns(), rows);
  }

  private List<String> columns() throws SQLException {
    return Database.copy(connection, COLUMNS);
  }

  /** Changes rows, in the transaction at hand. */
  void write(Statement statement) throws SQLException {
    List<String> columns = names();
    for (int i = random.nextInt(3); i >= 0; i--) {
      switch (random.nextInt(6)) {
        case 0, 1 ->
            statement.execute(
                "INSERT INTO public.changing (id) SELECT coalesce(max(id), 0) + n FROM"
                    + " public.changing, generate_series(1, "
                    + (1 + random.nextInt(4))
                    + ") n GROUP BY n");
        case 2, 3 ->
            statement.execute(
                "UPDATE public.changing SET "
                    + columns.get(random.nextInt(columns.size()))
                    + " = '"
                    + random.nextInt(1_000)
                    + "' WHERE id % 3 = "
                    + random.nextInt(3));
        case 4 ->
            statement.execute(
                "UPDATE public.changing SET id = (SELECT max(id) + 1 FROM public.changing) WHERE id"
                    + " = (SELECT min(id) FROM public.changing)");
        default ->
            statement.execute(
                "DELETE FROM public.changing WHERE id IN (SELECT id FROM public.changing ORDER BY id"
                    + " OFFSET "
                    + random.nextInt(MOST_ROWS)
                    + ")");
      }
    }
    if (random.nextInt(40) == 0) {
      statement.execute("TRUNCATE public.changing");
    }
    // Whatever else it did, it has changed something.
    statement.execute(
        "INSERT INTO public.changing (id) SELECT coalesce(max(id), 0) + 1 FROM public.changing");
  }

  /** The names of all columns but the key. */
  private List<String> names() throws SQLException {
    return columns().stream()
        .map(column -> column.substring(0, column.indexOf(' ')))
        .filter(name -> !name.equals("id"))
        .toList();
  }

  /** Alters it, by a statement that is a transaction of its own. */
  void alter(Statement statement) throws SQLException {
    List<String> names = names();
    String any = names.get(random.nextInt(names.size()));
    String fresh = "c" + (1_000 + random.nextInt(1_000_000));
    String table = "ALTER TABLE public.changing ";
    if (names.size() > MOST_COLUMNS) {
      statement.execute(table + "DROP COLUMN " + any);
      return;
    }
    statement.execute(
        switch (random.nextInt(11)) {
          case 0 -> table + "ADD COLUMN " + fresh + " text";
          case 1 -> table + "ADD COLUMN " + fresh + " integer NOT NULL DEFAULT 7";
          case 2 -> table + "ADD COLUMN " + fresh + " double precision DEFAULT random()";
          case 3 -> table + "ADD COLUMN " + fresh + " varchar(20) DEFAULT 'constant'";
          case 4 ->
              table + (names.size() > 1 ? "DROP COLUMN " + any : "ADD COLUMN " + fresh + " int");
          case 5, 6 -> table + "RENAME COLUMN " + any + " TO " + fresh;
          case 7 ->
              table
                  + "ALTER COLUMN "
                  + any
                  + " DROP DEFAULT, ALTER COLUMN "
                  + any
                  + " DROP NOT NULL, ALTER COLUMN "
                  + any
                  + " TYPE text";
          case 8 -> table + "ALTER COLUMN " + any + " SET DEFAULT '5'";
          case 9 -> "VACUUM FULL public.changing";
          default ->
              table
                  + "ALTER COLUMN "
                  + any
                  + " DROP DEFAULT, ALTER COLUMN "
                  + any
                  + " DROP NOT NULL, ALTER COLUMN "
                  + any
                  + " TYPE text USING 'was ' || "
                  + any;
        });
  }
}
