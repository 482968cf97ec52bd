package dev.tidemark.benchmarks.suite;

import dev.tidemark.benchmarks.measure.Stopwatch;
import dev.tidemark.benchmarks.server.PostgresServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The rows of a {@link Bank} as they once were, in files that the server copies in by itself. */
final class BankCopy {

  /** What pgbench makes, with the keys that come after the rows. */
  private static final Map<String, String> COLUMNS = columns();

  private static final String[] KEYS = {
    "ALTER TABLE pgbench_accounts ADD PRIMARY KEY (aid)",
    "ALTER TABLE pgbench_branches ADD PRIMARY KEY (bid)",
    "ALTER TABLE pgbench_tellers ADD PRIMARY KEY (tid)"
  };

  private final PostgresServer server;
  private final Path directory;

  private BankCopy(PostgresServer server, Path directory) {
    this.server = server;
    this.directory = directory;
  }

  /**
   * Writes the files.
   *
   * @param server has the tables, and writes them itself
   * @param directory that the server may write to
   */
  static BankCopy of(PostgresServer server, String database, Path directory) {
    BankCopy copy = new BankCopy(server, directory);
    copy.each(database, "COPY %s TO '%s' (FORMAT binary)");
    return copy;
  }

  /**
   * Copies them into an empty database, one table after the other, and makes the keys.
   *
   * @return the seconds that takes
   */
  double into(String database) {
    COLUMNS.forEach(
        (table, columns) ->
            server.executeIn(database, "CREATE TABLE " + table + " (" + columns + ")"));
    Stopwatch watch = Stopwatch.start();
    each(database, "COPY %s FROM '%s' (FORMAT binary)");
    server.executeIn(database, KEYS);
    return watch.seconds();
  }

  private void each(String database, String statement) {
    List<String> statements = new ArrayList<>();
    for (String table : COLUMNS.keySet()) {
      statements.add(statement.formatted(table, directory.resolve(table + ".copy")));
    }
    server.executeIn(database, statements.toArray(String[]::new));
  }

  private static Map<String, String> columns() {
    Map<String, String> columns = new LinkedHashMap<>();
    columns.put("pgbench_accounts", "aid int NOT NULL, bid int, abalance int, filler char(84)");
    columns.put("pgbench_branches", "bid int NOT NULL, bbalance int, filler char(88)");
    columns.put("pgbench_tellers", "tid int NOT NULL, bid int, tbalance int, filler char(84)");
    columns.put(
        "pgbench_history",
        "tid int, bid int, aid int, delta int, mtime timestamp, filler char(22)");
    return columns;
  }
}
