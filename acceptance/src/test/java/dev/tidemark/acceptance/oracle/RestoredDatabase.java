package dev.tidemark.acceptance.oracle;

import dev.tidemark.acceptance.servers.Database;
import dev.tidemark.acceptance.workload.Observer;
import dev.tidemark.acceptance.workload.State;
import dev.tidemark.schemas.change.TableId;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** A database that was restored into, compared by the server itself. */
record RestoredDatabase(Database database) {

  /**
   * The rows that only one side has, restored ones with {@code +}, recorded ones with {@code -}.
   */
  List<String> differences(TableId table, State recorded) throws SQLException {
    String columns = String.join(", ", Observer.storedColumns(database, table));
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TEMP TABLE recorded AS SELECT %s FROM %s LIMIT 0"
              .formatted(columns, table.quoted()));
      if (!recorded.of(table).isEmpty()) {
        Database.copyIn(connection, "recorded", recorded.of(table));
      }
      String restored =
          "SELECT r::text FROM (SELECT " + columns + " FROM " + table.quoted() + ") r";
      String expected = "SELECT r::text FROM recorded r";
      return Database.copy(
          connection,
          "SELECT '+' || a FROM (%1$s EXCEPT ALL %2$s) x(a) UNION ALL SELECT '-' || a FROM (%2$s EXCEPT ALL %1$s) y(a)"
              .formatted(restored, expected));
    }
  }

  /** Generated columns whose value is not that of their expression: the target computed them. */
  List<String> wrongLoudness() {
    return database.copy("SELECT name FROM shop.settings WHERE loud IS DISTINCT FROM upper(value)");
  }
}
