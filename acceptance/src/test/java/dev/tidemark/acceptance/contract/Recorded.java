package dev.tidemark.acceptance.contract;

import dev.tidemark.acceptance.running.BackupCollection;
import dev.tidemark.acceptance.running.Home;
import dev.tidemark.acceptance.running.SharedHome;
import dev.tidemark.acceptance.servers.Database;
import dev.tidemark.acceptance.servers.Servers;
import dev.tidemark.schemas.change.TableId;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A collection in the shared home whose source is recorded after each of its transactions. */
final class Recorded {

  static final String ORDERS = "public.orders";
  static final String NOTES = "public.notes";
  static final String OLD_ORDERS = "old.orders";
  static final List<String> TABLES = List.of(ORDERS, NOTES, OLD_ORDERS);

  private static final String SHARED = "moments";
  private static @Nullable Recorded shared;

  private final Database source;
  private final BackupCollection collection;
  private final List<Moment> moments = new ArrayList<>();

  private Recorded(Database source, BackupCollection collection) {
    this.source = source;
    this.collection = collection;
  }

  /** A snapshot of three tables, a full backup of it, and nothing else yet. */
  static Recorded begin(String name) {
    Database source = Database.create(Servers.source(), name);
    source.execute(
        "CREATE SCHEMA old",
        "CREATE TABLE orders (id int PRIMARY KEY, v text, total numeric(8,2))",
        "CREATE TABLE notes (id int PRIMARY KEY, body text)",
        "CREATE TABLE old.orders (id int PRIMARY KEY, v text)",
        "INSERT INTO orders SELECT n, 'order ' || n, n * 1.10 FROM generate_series(1, 20) n",
        "INSERT INTO notes SELECT n, 'note ' || n FROM generate_series(1, 10) n",
        "INSERT INTO old.orders SELECT n, 'old ' || n FROM generate_series(1, 5) n");
    BackupCollection collection =
        BackupCollection.protect(
            Home.shared(), name, source, TABLES.stream().map(TableId::parse).toList());
    collection.backup();
    Recorded recorded = new Recorded(source, collection);
    recorded.moments.add(new Moment(1, "snapshot", Instant.EPOCH, recorded.rows(source)));
    return recorded;
  }

  /** The history shared by the specs that only read it or add to it. */
  static synchronized Recorded shared() {
    if (shared == null || !SharedHome.isKept(SHARED)) {
      shared = history();
    }
    return shared;
  }

  /** Six transactions of all kinds, the last two of them in no backup. */
  private static Recorded history() {
    SharedHome.keep(SHARED, Recorded.class.getPackageName());
    Recorded recorded = begin(SHARED);
    recorded.commit("INSERT INTO orders VALUES (21, 'two', 2.00)");
    // The next one is not to be in the same transaction of Kafka's.
    recorded.collection.awaitCaptured(2);
    recorded.commit(
        "UPDATE orders SET total = 0 WHERE id < 10",
        "DELETE FROM notes WHERE id > 5",
        "INSERT INTO old.orders VALUES (6, 'three')");
    recorded.commit("TRUNCATE notes", "UPDATE old.orders SET id = id + 100 WHERE id < 3");
    recorded.collection.incremental();
    recorded.commit("INSERT INTO notes VALUES (50, 'five')", "DELETE FROM orders WHERE id = 21");
    recorded.commit("UPDATE orders SET v = NULL WHERE id = 1");
    return recorded;
  }

  Database source() {
    return source;
  }

  BackupCollection collection() {
    return collection;
  }

  /** The state that a sequence left. */
  Moment at(long sequence) {
    return moments.get((int) sequence - 1);
  }

  /** The newest one. */
  Moment last() {
    return moments.get(moments.size() - 1);
  }

  /** Commits one transaction, and records what it left. */
  Moment commit(String... statements) {
    try (Connection connection = source.connect();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      for (String sql : statements) {
        statement.execute(sql);
      }
      String transaction = ask(statement, "SELECT pg_current_xact_id()::text");
      connection.commit();
      String time =
          ask(
              statement,
              "SELECT to_char(pg_xact_commit_timestamp('%s') AT TIME ZONE 'UTC', '%s')"
                  .formatted(transaction, "YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\""));
      Moment moment =
          new Moment(moments.size() + 1, transaction, Instant.parse(time), rows(source));
      moments.add(moment);
      return moment;
    } catch (SQLException e) {
      throw new IllegalStateException("the source refuses: " + e.getMessage(), e);
    }
  }

  private static String ask(Statement statement, String query) throws SQLException {
    try (ResultSet result = statement.executeQuery(query)) {
      result.next();
      return result.getString(1);
    }
  }

  /** All rows of the three tables where they are in the source. */
  Map<String, List<String>> rows(Database database) {
    Map<String, List<String>> rows = new LinkedHashMap<>();
    for (String table : TABLES) {
      rows.put(table, database.copy("SELECT * FROM " + table + " ORDER BY id"));
    }
    return rows;
  }

  /** Arguments that begin with the collection's name. */
  String[] args(String... more) {
    List<String> all = new ArrayList<>(List.of(collection.name()));
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }
}
