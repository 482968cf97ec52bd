package dev.tidemark.acceptance.faults;

import dev.tidemark.acceptance.servers.Database;
import dev.tidemark.acceptance.workload.Batches;
import dev.tidemark.acceptance.workload.Committed;
import dev.tidemark.acceptance.workload.Observer;
import dev.tidemark.acceptance.workload.Shop;
import dev.tidemark.acceptance.workload.UndecidedException;
import dev.tidemark.acceptance.workload.Workload;
import dev.tidemark.schemas.change.TableId;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * The sessions of the workload: small transactions on the shop's tables, several open at once; one
 * in bulk that may stay open meanwhile; and one that alters a table. One thread runs all of them.
 */
final class Sessions implements AutoCloseable {

  private static final int MOST_COPIED = 3_000;
  private static final int MANY_ROWS = 4_000;
  private static final int LARGE = 25_000;
  private static final long FIRST_LARGE = 900_000_000;
  private static final int LARGE_ONE_IN = 60;
  private static final TableId LEDGER = Batches.tables().get(0);

  private final Random random;
  private final Workload workload;
  private final Observer bulk;
  private final Batches batches;
  private final Connection connection;
  private final Statement statement;
  private final Connection altering;
  private final ChangingTable changing;
  private boolean isMany;

  Sessions(Database database, Random random) throws SQLException {
    this.random = random;
    workload = new Workload(database, new Random(random.nextLong()));
    bulk = new Observer(database, Batches.tables());
    connection = database.connect();
    connection.setAutoCommit(false);
    statement = connection.createStatement();
    batches = new Batches(random, MOST_COPIED, nextEntry());
    altering = database.connect();
    changing = new ChangingTable(altering, random);
    try (Statement limit = altering.createStatement()) {
      limit.execute("SET lock_timeout = '2s'");
    }
  }

  private long nextEntry() throws SQLException {
    List<String> highest =
        Database.copy(
            connection,
            "SELECT coalesce(max(abs(id)), 0) FROM public.ledger WHERE abs(id) < " + FIRST_LARGE);
    connection.rollback();
    return Math.max(1_000_000, Long.parseLong(highest.get(0)) + 1);
  }

  static List<TableId> tables() {
    List<TableId> tables = new ArrayList<>(Shop.tables());
    tables.addAll(Batches.tables());
    tables.add(ChangingTable.ID);
    return tables;
  }

  static void createTables(Database database) {
    Shop.create(database);
    Batches.createTables(database, 500);
    ChangingTable.create(database);
  }

  /** All tables, when nothing is open that locks one. */
  Map<TableId, List<String>> observe() throws SQLException {
    Map<TableId, List<String>> state = new HashMap<>(workload.observe().rows());
    state.putAll(bulk.observe().rows());
    state.put(ChangingTable.ID, changing.content());
    return state;
  }

  List<String> changing() throws SQLException {
    return changing.content();
  }

  /**
   * Does something, and has the history know what came of it.
   *
   * @throws UndecidedException the server is gone, and may have committed or not
   */
  void step(History history) throws SQLException {
    int kind = random.nextInt(100);
    if (kind < 55) {
      Committed commit = workload.nextCommit();
      if (commit.touched()) {
        history.commit(commit.transaction(), commit.after().rows());
      }
    } else if (kind < 88) {
      inBulk(history);
    } else if (kind < 98) {
      change(history);
    } else {
      alter(history);
    }
  }

  private void inBulk(History history) throws SQLException {
    int kind = random.nextInt(10);
    if (kind < 6) {
      batches.step(connection, statement);
      if (isMany) {
        statement.execute("TRUNCATE public.ledger");
        isMany = false;
      }
      if (random.nextInt(LARGE_ONE_IN) == 0) {
        large();
      }
    } else if (kind < 9) {
      // Whatever it did, it has changed something.
      statement.execute("UPDATE stock SET quantity = quantity + 1 WHERE shop = 0 AND item = 0");
      String transaction = commit(connection);
      Map<TableId, List<String>> rows;
      try {
        rows = bulk.observe().rows();
      } catch (IllegalStateException e) {
        throw new UndecidedException(transaction, true, e);
      }
      isMany = rows.getOrDefault(LEDGER, List.of()).size() > MANY_ROWS;
      history.commit(transaction, rows);
    } else {
      connection.rollback();
    }
  }

  /** So many rows that they are written to Kafka in parts; they go by the next TRUNCATE. */
  private void large() throws SQLException {
    statement.execute(
        "INSERT INTO ledger SELECT (SELECT greatest(%1$d, max(abs(id))) FROM ledger) + n, 1, 0.5, 'large' FROM generate_series(1, %2$d) n"
            .formatted(FIRST_LARGE, LARGE));
  }

  private void change(History history) throws SQLException {
    altering.setAutoCommit(false);
    try (Statement change = altering.createStatement()) {
      changing.write(change);
      String transaction = commit(altering);
      altering.setAutoCommit(true);
      List<String> content;
      try {
        content = changing.content();
      } catch (SQLException e) {
        throw new UndecidedException(transaction, true, e);
      }
      history.commit(transaction, Map.of(ChangingTable.ID, content));
    } catch (UndecidedException e) {
      throw e;
    } catch (SQLException e) {
      retreat(e);
    }
  }

  private void alter(History history) throws SQLException {
    try (Statement alter = altering.createStatement()) {
      changing.alter(alter);
    } catch (SQLException e) {
      retreat(e);
    }
    history.alter(ChangingTable.ID, changing.content());
  }

  /**
   * A lock that is not to be had in time is no harm, nor is a value that a column does not take;
   * any other refusal is.
   */
  private void retreat(SQLException refused) throws SQLException {
    String state = String.valueOf(refused.getSQLState());
    if (!state.equals("55P03") && !state.startsWith("22") && !state.equals("42804")) {
      throw refused;
    }
    if (!altering.getAutoCommit()) {
      altering.rollback();
      altering.setAutoCommit(true);
    }
  }

  private static String commit(Connection connection) throws SQLException {
    String transaction = "";
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT pg_current_xact_id()::text")) {
      row.next();
      transaction = row.getString(1);
    }
    try {
      connection.commit();
      return transaction;
    } catch (SQLException e) {
      throw new UndecidedException(transaction, true, e);
    }
  }

  @Override
  public void close() throws SQLException {
    workload.close();
    bulk.close();
    connection.close();
    altering.close();
  }
}
