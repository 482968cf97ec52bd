package dev.tidemark.acceptance.workload;

import dev.tidemark.acceptance.servers.Database;
import dev.tidemark.schemas.change.TableId;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Random;

/**
 * Random transactions on tables whose rows are told apart by something other than a primary key: by
 * nothing, by a key that rows exchange, and by indexes. Values are few, so most rows have equals.
 */
public final class Duplicates implements AutoCloseable {

  private static final TableId READINGS = TableId.parse("public.readings");
  private static final TableId RANKS = TableId.parse("public.ranks");
  private static final TableId SEATS = TableId.parse("public.seats");
  private static final TableId MEMBERS = TableId.parse("public.members");

  private static final List<String> NUMBERS = List.of("0", "'-0'", "'NaN'", "1.5", "NULL");
  private static final List<String> TIMES = List.of("'2026-01-01'", "'infinity'", "NULL");
  private static final List<String> TAGS = List.of("'{}'", "'{a,NULL}'", "NULL");
  private static final List<String> SPANS = List.of("'1 mon -1 day'", "'00:00:01.5'", "NULL");

  /** Kept beside the row, and not sent again by an update of other columns. */
  private static final List<String> BODIES =
      List.of("repeat('long', 1000)", "repeat('also', 1000)", "'short'", "NULL");

  private final Random random;
  private final Connection connection;
  private final Observer observer;

  public Duplicates(Database database, Random random) {
    this.random = random;
    this.connection = database.connect();
    this.observer = new Observer(database, tables());
  }

  public static List<TableId> tables() {
    return List.of(READINGS, RANKS, SEATS, MEMBERS);
  }

  public static void create(Database database) {
    database.execute(
        "CREATE TABLE public.readings (sensor int, value float8, at timestamptz, tags text[],"
            + " span interval, body text)",
        "ALTER TABLE public.readings ALTER COLUMN body SET STORAGE EXTERNAL",
        "CREATE INDEX readings_sensor ON public.readings (sensor)",
        "ALTER TABLE public.readings REPLICA IDENTITY FULL",
        "CREATE TABLE public.ranks (rank int PRIMARY KEY DEFERRABLE, name text)",
        "ALTER TABLE public.ranks REPLICA IDENTITY FULL",
        "CREATE TABLE public.seats (code text NOT NULL, line int NOT NULL, holder text, body text)",
        "ALTER TABLE public.seats ALTER COLUMN body SET STORAGE EXTERNAL",
        "CREATE UNIQUE INDEX seats_line_code ON public.seats (line, code)",
        "ALTER TABLE public.seats REPLICA IDENTITY USING INDEX seats_line_code",
        "CREATE TABLE public.members (id int PRIMARY KEY, mail text NOT NULL UNIQUE, n int)",
        "ALTER TABLE public.members REPLICA IDENTITY USING INDEX members_mail_key");
  }

  public State observe() {
    return observer.observe();
  }

  /** Commits a transaction that changes something, and answers the state that it left. */
  public State commit() throws SQLException {
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.execute(insertReadings());
      for (int i = random.nextInt(5); i > 0; i--) {
        statement.execute(change());
      }
    }
    connection.commit();
    return observe();
  }

  private String insertReadings() {
    return "INSERT INTO public.readings SELECT %s, %s, %s, %s, %s, %s FROM generate_series(1, %d)"
        .formatted(
            sensor(),
            one(NUMBERS),
            one(TIMES),
            one(TAGS),
            one(SPANS),
            one(BODIES),
            1 + random.nextInt(3));
  }

  private String change() {
    return switch (random.nextInt(14)) {
      case 0, 1 -> insertReadings();
      case 2 -> "UPDATE public.readings SET sensor = " + sensor() + any("readings");
      case 3 -> "UPDATE public.readings SET body = " + one(BODIES) + any("readings");
      case 4 -> "UPDATE public.readings SET value = value WHERE sensor = " + sensor();
      case 5, 6 -> "DELETE FROM public.readings" + any("readings");
      case 7 -> "DELETE FROM public.readings WHERE sensor IS NULL AND tags IS NULL";
      case 8 -> random.nextInt(6) > 0 ? insertReadings() : "TRUNCATE public.readings";
      case 9 -> "INSERT INTO public.ranks SELECT coalesce(max(rank), 0) + 1, 'n' FROM public.ranks";
      case 10 ->
          "UPDATE public.ranks SET rank = (SELECT min(rank) + max(rank) FROM public.ranks) - rank";
      case 11 -> seats();
      case 12 -> "DELETE FROM public.seats" + any("seats");
      default -> members();
    };
  }

  private String seats() {
    return switch (random.nextInt(3)) {
      case 0 ->
          "INSERT INTO public.seats SELECT 'c' || count(*) % 3, coalesce(max(line), 0) + 1, NULL, "
              + one(BODIES)
              + " FROM public.seats";
      case 1 -> "UPDATE public.seats SET holder = " + sensor() + any("seats");
      default ->
          "UPDATE public.seats SET line = (SELECT max(line) + 1 FROM public.seats)" + any("seats");
    };
  }

  private String members() {
    return switch (random.nextInt(3)) {
      case 0 ->
          "INSERT INTO public.members SELECT coalesce(max(id), 0) + 1, 'm' || count(*) || '@' ||"
              + " coalesce(max(id), 0), 0 FROM public.members";
      case 1 ->
          "UPDATE public.members SET id = (SELECT max(id) + 1 FROM public.members), n = n + 1"
              + any("members");
      default -> "UPDATE public.members SET mail = mail || 'x'" + any("members");
    };
  }

  /** One row, if there are so many. */
  private String any(String table) {
    return " WHERE ctid = (SELECT ctid FROM public.%1$s t ORDER BY t::text, ctid OFFSET %2$d LIMIT 1)"
        .formatted(table, random.nextInt(12));
  }

  private String sensor() {
    return random.nextInt(4) == 0 ? "NULL" : Integer.toString(random.nextInt(3));
  }

  private String one(List<String> values) {
    return values.get(random.nextInt(values.size()));
  }

  @Override
  public void close() throws SQLException {
    observer.close();
    connection.close();
  }
}
