package dev.tidemark.acceptance.workload;

import dev.tidemark.acceptance.servers.Database;
import dev.tidemark.schemas.change.TableId;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads states. Rows and tables that did not change are held once. */
public final class Observer implements AutoCloseable {

  private final Connection connection;
  private final Map<TableId, String> queries = new LinkedHashMap<>();
  private final Map<String, String> lines = new HashMap<>();
  private Map<TableId, List<String>> last = Map.of();

  public Observer(Database database, List<TableId> tables) {
    connection = database.connect();
    for (TableId table : tables) {
      String columns = String.join(", ", storedColumns(database, table));
      queries.put(table, "SELECT " + columns + " FROM " + table.quoted());
    }
  }

  /** The columns of a table, quoted, in catalog order, without generated ones. */
  public static List<String> storedColumns(Database database, TableId table) {
    return database.query(
        """
        SELECT quote_ident(attname) FROM pg_attribute
        WHERE attrelid = '%s'::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''
        ORDER BY attnum
        """
            .formatted(table.quoted()));
  }

  public State observe() {
    Map<TableId, List<String>> state = new HashMap<>();
    queries.forEach((table, query) -> state.put(table, read(table, query)));
    last = state;
    return new State(state);
  }

  private List<String> read(TableId table, String query) {
    try {
      List<String> rows = new ArrayList<>();
      for (String line : Database.copy(connection, query)) {
        rows.add(lines.computeIfAbsent(line, same -> same));
      }
      Collections.sort(rows);
      List<String> before = last.getOrDefault(table, List.of());
      return rows.equals(before) ? before : List.copyOf(rows);
    } catch (SQLException e) {
      throw new IllegalStateException("cannot read " + table, e);
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
