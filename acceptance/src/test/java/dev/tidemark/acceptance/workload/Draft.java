package dev.tidemark.acceptance.workload;

import dev.tidemark.acceptance.servers.Database;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;

/**
 * A transaction of the workload that is under way. Every statement stands behind a savepoint: one
 * that fails (a key that exists, a row that another transaction has locked) is rolled back alone
 * and leaves an aborted subtransaction in the log.
 */
final class Draft implements AutoCloseable {

  private final Connection connection;

  /** Rows touched since the beginning, and since each savepoint still open. */
  private final Deque<Long> touched = new ArrayDeque<>(List.of(0L));

  Draft(Database database) throws SQLException {
    connection = database.connect();
    connection.setAutoCommit(false);
    execute("SET lock_timeout = '20ms'");
    connection.commit();
  }

  /** Runs a statement; without effect when the server refuses it. */
  void attempt(String sql) throws SQLException {
    attempt(
        () -> {
          try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
            return Math.max(sql.startsWith("TRUNCATE") ? 1 : 0, statement.getUpdateCount());
          }
        });
  }

  void attemptCopy(String target, List<String> lines) throws SQLException {
    attempt(() -> Database.copyIn(connection, target, lines));
  }

  private void attempt(Attempt attempt) throws SQLException {
    execute("SAVEPOINT attempt");
    try {
      long rows = attempt.rows();
      execute("RELEASE SAVEPOINT attempt");
      touched.push(touched.pop() + rows);
    } catch (SQLException refused) {
      if (isNeverPossible(refused)) {
        throw refused;
      }
      execute("ROLLBACK TO SAVEPOINT attempt");
      execute("RELEASE SAVEPOINT attempt");
    }
  }

  /**
   * Whether the statement is refused whatever the rows are, as are all updates of a table that is
   * published without an identity of its rows: the workload would leave out what it is there for.
   */
  private static boolean isNeverPossible(SQLException refused) {
    return refused.getSQLState().startsWith("42") || refused.getSQLState().equals("55000");
  }

  List<String> query(String sql) throws SQLException {
    return Database.copy(connection, sql);
  }

  void savepoint() throws SQLException {
    execute("SAVEPOINT s" + touched.size());
    touched.push(0L);
  }

  boolean hasSavepoint() {
    return touched.size() > 1;
  }

  void release() throws SQLException {
    long rows = touched.pop();
    execute("RELEASE SAVEPOINT s" + touched.size());
    touched.push(touched.pop() + rows);
  }

  void rollbackToSavepoint() throws SQLException {
    touched.pop();
    execute("ROLLBACK TO SAVEPOINT s" + touched.size());
  }

  void rollback() throws SQLException {
    connection.rollback();
    restart();
  }

  /**
   * Commits, and answers the transaction's id and whether it touched a row.
   *
   * @throws UndecidedException the server is gone, and may have committed or not
   */
  Committed commit(Supplier<State> observe) throws SQLException {
    boolean touchedRows = hasTouched();
    String id = "";
    try (Statement statement = connection.createStatement();
        ResultSet result =
            statement.executeQuery("SELECT coalesce(pg_current_xact_id_if_assigned()::text, '')")) {
      if (result.next()) {
        id = result.getString(1);
      }
    }
    try {
      connection.commit();
      restart();
      return new Committed(id, touchedRows, observe.get());
    } catch (SQLException | IllegalStateException e) {
      throw new UndecidedException(id, touchedRows, e);
    }
  }

  /** Whether it has inserted, updated, deleted or truncated anything that still stands. */
  boolean hasTouched() {
    return touched.stream().anyMatch(rows -> rows > 0);
  }

  private void restart() {
    touched.clear();
    touched.push(0L);
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }

  private interface Attempt {
    long rows() throws SQLException;
  }
}
