package dev.tidemark.acceptance.alter;

import dev.tidemark.acceptance.oracle.Catalog;
import dev.tidemark.acceptance.servers.Database;
import dev.tidemark.schemas.change.TableId;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** What tables of a source were, from transaction to transaction. */
final class Recording {

  /** Of one table: how it is described, and its rows as the server prints them. */
  record Content(List<String> definition, List<String> rows) {

    static Content of(Database database, TableId table) {
      return of(database, List.of(table)).get(table);
    }

    static Map<TableId, Content> of(Database database, List<TableId> tables) {
      try (Connection connection = database.connect()) {
        Map<TableId, Content> contents = new HashMap<>();
        tables.forEach(table -> contents.put(table, of(connection, table)));
        return contents;
      } catch (SQLException e) {
        throw new IllegalStateException("cannot close the connection to " + database.name(), e);
      }
    }

    /** The same over a connection that is there. */
    static Content of(Connection connection, TableId table) {
      return new Content(
          Catalog.describe(connection, table),
          Database.query(connection, "SELECT t::text FROM " + table.quoted() + " t ORDER BY 1"));
    }
  }

  private final Database source;
  private final List<String> transactions = new ArrayList<>();

  /** More than an alteration has statements. */
  private static final int STEPS = 10;

  /**
   * By the number of transactions before, {@link #STEPS} times, and the number of statements of an
   * alteration behind them: capture may look at the table between two of them.
   */
  private final Map<TableId, NavigableMap<Integer, Content>> contents = new HashMap<>();

  Recording(Database source) {
    this.source = source;
  }

  void begin(TableId table) {
    contents.put(table, new TreeMap<>(Map.of(0, Content.of(source, table))));
  }

  /** Runs statements that change rows of one table, in one transaction. */
  void write(TableId table, String... statements) {
    try (Connection connection = source.connect();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      for (String sql : statements) {
        statement.execute(sql);
      }
      String id;
      try (ResultSet row =
          statement.executeQuery("SELECT pg_current_xact_id()::text::bigint % 4294967296")) {
        row.next();
        id = row.getString(1);
      }
      connection.commit();
      connection.setAutoCommit(true);
      transactions.add(id);
      contentsOf(table).put(STEPS * transactions.size(), Content.of(connection, table));
    } catch (SQLException e) {
      throw new IllegalStateException("the source refuses: " + e.getMessage(), e);
    }
  }

  /** Runs statements, each alone, that alter a table or take it away. */
  void alter(TableId table, List<String> statements) {
    int step = STEPS * transactions.size();
    for (String statement : statements) {
      source.execute(statement);
      step++;
      if (isThere(table)) {
        contentsOf(table).put(step, Content.of(source, table));
      }
    }
  }

  private boolean isThere(TableId table) {
    String name = table.quoted().replace("'", "''");
    return source.query("SELECT to_regclass('" + name + "') IS NOT NULL").equals(List.of("t"));
  }

  /**
   * Runs statements in one transaction, and something else before it commits: nobody can look at
   * the table then.
   */
  void alterWhile(TableId table, List<String> statements, Runnable meanwhile) {
    try (Connection connection = source.connect();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      for (String sql : statements) {
        statement.execute(sql);
      }
      meanwhile.run();
      connection.commit();
    } catch (SQLException e) {
      throw new IllegalStateException("the source refuses: " + e.getMessage(), e);
    }
    contentsOf(table).put(STEPS * transactions.size() + 1, Content.of(source, table));
  }

  /** The transactions, in the order of their commits. */
  List<String> transactions() {
    return transactions;
  }

  /** What a table was right after so many transactions, before any alteration behind them. */
  Content after(TableId table, int count) {
    return contentsOf(table).floorEntry(STEPS * count).getValue();
  }

  /** What a table was at any time after so many transactions and before one more than so many. */
  List<Content> between(TableId table, int fewest, int most) {
    NavigableMap<Integer, Content> known = contentsOf(table);
    int first = known.floorKey(STEPS * fewest);
    return List.copyOf(known.subMap(first, true, STEPS * (most + 1), false).values());
  }

  private NavigableMap<Integer, Content> contentsOf(TableId table) {
    NavigableMap<Integer, Content> known = contents.get(table);
    if (known == null) {
      throw new IllegalArgumentException(table + " is not recorded");
    }
    return known;
  }
}
