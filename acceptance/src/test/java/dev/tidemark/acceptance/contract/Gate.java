package dev.tidemark.acceptance.contract;

import dev.tidemark.acceptance.await.Await;
import dev.tidemark.acceptance.servers.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/**
 * Holds a restore in the middle of its rows for as long as it is closed: a generated column calls a
 * function, and the target's own version of that waits.
 */
final class Gate implements AutoCloseable {

  private static final int KEY = 4711;
  private static final String WITHOUT =
      "CREATE FUNCTION gate(int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT $1'";

  private final Database target;
  private final Connection holder;

  private Gate(Database target, Connection holder) {
    this.target = target;
    this.holder = holder;
  }

  /** The statements that make a table, {@code gated}, which a gate can hold. */
  static String[] table(int rows) {
    return new String[] {
      WITHOUT,
      "CREATE TABLE gated (id int PRIMARY KEY, v text, passed int GENERATED ALWAYS AS (public.gate(id)) STORED)",
      "INSERT INTO gated SELECT n, 'row ' || n FROM generate_series(1, " + rows + ") n"
    };
  }

  /** Makes the function in a target that nothing is to hold. */
  static void none(Database target) {
    target.execute(WITHOUT);
  }

  /** Makes the function in the target, and holds what calls it. */
  static Gate closed(Database target) {
    target.execute(
        """
        CREATE OR REPLACE FUNCTION gate(int) RETURNS int LANGUAGE plpgsql IMMUTABLE AS $$
        BEGIN
          PERFORM pg_catalog.pg_advisory_lock_shared(%1$d);
          PERFORM pg_catalog.pg_advisory_unlock_shared(%1$d);
          RETURN $1;
        END $$
        """
            .formatted(KEY));
    Connection holder = target.connect();
    try (Statement statement = holder.createStatement()) {
      statement.execute("SELECT pg_advisory_lock(" + KEY + ")");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return new Gate(target, holder);
  }

  /** Returns when a restore stands before it. */
  void awaitRestore() {
    Await.until(
        "a restore before the gate: " + sessions("query"),
        Duration.ofSeconds(60),
        () -> sessions("wait_event").equals("advisory"));
  }

  /** Returns when the target has no session of a restore any more. */
  void awaitNoRestore() {
    Await.until(
        "the end of the restore's sessions",
        Duration.ofSeconds(60),
        () -> sessions("pid::text").isEmpty());
  }

  private String sessions(String column) {
    return String.join(
        "; ",
        target.query(
            "SELECT "
                + column
                + " FROM pg_stat_activity WHERE datname = current_database() AND application_name ="
                + " 'tidemark restore' AND query LIKE 'COPY%'"));
  }

  /** Opens it for good. */
  void open() {
    try {
      holder.close();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    open();
  }
}
