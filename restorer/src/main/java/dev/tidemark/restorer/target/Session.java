package dev.tidemark.restorer.target;

import dev.tidemark.restorer.ddl.Statement;
import dev.tidemark.schemas.database.DatabaseUrl;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/** One connection to the target, set up so that values are read and written in one form. */
final class Session implements AutoCloseable {

  /** Long enough for a busy table to fall idle, short enough to be told of one that does not. */
  private static final String LOCK_TIMEOUT = "30s";

  private static final String SAVEPOINT = "before_what_may_be_refused";

  private static final String SETTINGS =
      """
      SET DateStyle TO ISO;
      SET IntervalStyle TO postgres;
      SET TimeZone TO 'UTC';
      SET bytea_output TO hex;
      SET extra_float_digits TO 3;
      SET lc_monetary TO 'C';
      SET client_encoding TO 'UTF8';
      SET quote_all_identifiers TO off;
      SET xmlbinary TO base64;
      SET xmloption TO content;
      SET array_nulls TO on;
      SET standard_conforming_strings TO on;
      SET search_path TO '';
      SET default_transaction_read_only TO off;
      SET lock_timeout TO '%s';
      """
          .formatted(LOCK_TIMEOUT);

  /** Some of them only newer servers have. */
  private static final String NO_TIMEOUTS =
      """
      SELECT pg_catalog.set_config(name, '0', false) FROM pg_catalog.pg_settings
      WHERE name IN ('statement_timeout', 'transaction_timeout', 'idle_session_timeout',
        'idle_in_transaction_session_timeout')
      """;

  private final Connection connection;
  private final TargetErrors errors;

  private Session(Connection connection, TargetErrors errors) {
    this.connection = connection;
    this.errors = errors;
  }

  /**
   * @throws CheckTargetException there is no connection to be had
   */
  static Session open(DatabaseUrl url) {
    TargetErrors errors = new TargetErrors(url);
    Properties properties = new Properties();
    properties.setProperty("connectTimeout", "10");
    properties.setProperty("tcpKeepAlive", "true");
    properties.setProperty("ApplicationName", "tidemark restore");
    url.parameters().forEach(properties::setProperty);
    properties.setProperty("PGHOST", url.host());
    properties.setProperty("PGPORT", Integer.toString(url.port()));
    properties.setProperty("PGDBNAME", url.database());
    properties.setProperty("user", url.user());
    properties.setProperty("password", url.password().reveal());
    try {
      Connection connection = DriverManager.getConnection("jdbc:postgresql://", properties);
      try {
        setUp(connection);
      } catch (SQLException e) {
        connection.close();
        throw e;
      }
      return new Session(connection, errors);
    } catch (SQLException e) {
      throw errors.connecting(e);
    }
  }

  private static void setUp(Connection connection) throws SQLException {
    try (java.sql.Statement statement = connection.createStatement()) {
      statement.execute(SETTINGS);
      statement.execute(NO_TIMEOUTS);
    }
  }

  /** Forgets what functions of a user may have set, so that it is as a new one. */
  void renew() throws SQLException {
    execute("DISCARD ALL");
    setUp(connection);
  }

  TargetErrors errors() {
    return errors;
  }

  PGConnection postgres() throws SQLException {
    return connection.unwrap(PGConnection.class);
  }

  /**
   * @throws PrepareTargetException the server refuses it
   */
  void run(Statement statement) {
    try {
      execute(statement.sql());
    } catch (SQLException e) {
      throw errors.refused(statement.subject(), e);
    }
  }

  void run(List<Statement> statements) {
    statements.forEach(this::run);
  }

  /**
   * Runs statements, or undoes what they did when the server refuses one for what it is: for its
   * syntax, a right, or something that is not there. The transaction goes on either way.
   *
   * @return the server's reason, when it refused
   */
  Optional<String> runUnlessRefused(List<Statement> statements) {
    String subject = statements.get(0).subject();
    try {
      execute("SAVEPOINT " + SAVEPOINT);
      Optional<String> refusal = Optional.empty();
      try {
        for (Statement statement : statements) {
          execute(statement.sql());
        }
      } catch (SQLException e) {
        if (!TargetErrors.isRefusal(e)) {
          throw e;
        }
        execute("ROLLBACK TO SAVEPOINT " + SAVEPOINT);
        refusal = Optional.of(TargetErrors.said(e));
      }
      execute("RELEASE SAVEPOINT " + SAVEPOINT);
      return refusal;
    } catch (SQLException e) {
      throw errors.broken(subject, e);
    }
  }

  void execute(String sql) throws SQLException {
    try (java.sql.Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** The first column of every row, as text. */
  List<@Nullable String> query(String sql, String... parameters) {
    try {
      return firstColumn(sql, parameters);
    } catch (SQLException e) {
      throw errors.broken("what is there", e);
    }
  }

  private List<@Nullable String> firstColumn(String sql, String... parameters) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setString(i + 1, parameters[i]);
      }
      List<@Nullable String> values = new ArrayList<>();
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          values.add(rows.getString(1));
        }
      }
      return values;
    }
  }

  /**
   * What {@link #query} gives, without nulls; or nothing if the server does not do it, for whatever
   * reason. Whoever asks can do without.
   *
   * @throws TargetFailedException the connection is lost, or the query was cancelled
   */
  List<String> queryIfAble(String sql, String... parameters) {
    try {
      return firstColumn(sql, parameters).stream().flatMap(Stream::ofNullable).toList();
    } catch (SQLException e) {
      if (TargetErrors.isConnectionLost(e) || TargetErrors.isCancelled(e)) {
        throw errors.broken("what is there", e);
      }
      return List.of();
    }
  }

  /** Whether a boolean expression is true. */
  boolean ask(String expression, String... parameters) {
    return query("SELECT (" + expression + ")::text", parameters).equals(List.of("true"));
  }

  void begin() {
    try {
      connection.setAutoCommit(false);
    } catch (SQLException e) {
      throw errors.broken("the transaction", e);
    }
  }

  void commit() throws SQLException {
    connection.commit();
    connection.setAutoCommit(true);
  }

  /** Undoes the transaction under way. On a lost connection the server has done so itself. */
  void rollback() {
    try {
      connection.rollback();
      connection.setAutoCommit(true);
    } catch (SQLException e) {
      if (!TargetErrors.isConnectionLost(e)) {
        throw errors.broken("the transaction", e);
      }
    }
  }

  /** Stops what the server does for this connection, from another thread. */
  void cancel() {
    try {
      try {
        postgres().cancelQuery();
      } finally {
        connection.abort(Runnable::run);
      }
    } catch (SQLException gone) {
      // There is nothing left to stop: the server ends the statement with its connection.
    }
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException gone) {
      // The connection is of no further use either way, and what was committed stays.
    }
  }
}
