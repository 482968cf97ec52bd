package dev.tidemark.acceptance.servers;

import dev.tidemark.acceptance.await.Await;
import dev.tidemark.schemas.database.DatabaseUrl;
import dev.tidemark.schemas.database.Secret;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import org.postgresql.PGConnection;

/**
 * A database of a server, owned by {@link PostgresServer#OWNER}, whose sessions print values as
 * docs/format.md says.
 */
public record Database(PostgresServer server, String name) {

  private static final AtomicInteger MADE = new AtomicInteger();

  private static final KeptConnections KEPT = new KeptConnections();

  private static final String TEXT =
      "SET DateStyle = ISO; SET IntervalStyle = postgres; SET TimeZone = 'UTC';"
          + " SET bytea_output = hex; SET extra_float_digits = 1; SET lc_monetary = 'C'";

  /** Makes an empty database whose name begins so. */
  public static Database create(PostgresServer server, String prefix) {
    String name = prefix + "_" + MADE.incrementAndGet();
    try {
      KEPT.use(
          new KeptConnections.Key(server.port(), "postgres", PostgresServer.SUPERUSER),
          () -> administer(server),
          connection ->
              run(connection, "CREATE DATABASE " + name + " OWNER " + PostgresServer.OWNER));
    } catch (SQLException e) {
      throw new IllegalStateException("cannot create database " + name, e);
    }
    return new Database(server, name);
  }

  /** The URL to give to a command, with the owner's password in it. */
  public String url() {
    return urlWith(PostgresServer.OWNER, PostgresServer.OWNER_PASSWORD);
  }

  public String urlWith(String user, String password) {
    String safe =
        new DatabaseUrl("127.0.0.1", server.port(), name, user, Secret.NONE, Map.of())
            .withoutSecret();
    String encoded = URLEncoder.encode(password, StandardCharsets.UTF_8).replace("+", "%20");
    return safe.replaceFirst("@", ":" + encoded.replace("$", "\\$") + "@");
  }

  public Connection connect() {
    return connect(PostgresServer.OWNER, PostgresServer.OWNER_PASSWORD);
  }

  public Connection connect(String user, String password) {
    try {
      return withText(open(server, name, user, password));
    } catch (SQLException e) {
      throw new IllegalStateException("cannot connect to " + name, e);
    }
  }

  private static Connection withText(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(TEXT);
    }
    return connection;
  }

  /** Does something with a connection that may have been used before: see there. */
  private <T> T use(String user, String password, KeptConnections.Work<T> work)
      throws SQLException {
    return KEPT.use(
        new KeptConnections.Key(server.port(), name, user),
        () -> open(server, name, user, password),
        connection -> work.with(withText(connection)));
  }

  private <T> T use(KeptConnections.Work<T> work) throws SQLException {
    return use(PostgresServer.OWNER, PostgresServer.OWNER_PASSWORD, work);
  }

  /** Runs each statement in a transaction of its own. */
  public void execute(String... statements) {
    try {
      use(connection -> run(connection, statements));
    } catch (SQLException e) {
      throw new IllegalStateException("the source refuses: " + e.getMessage(), e);
    }
  }

  /** As {@link #execute}, as the superuser. */
  public void administrate(String... statements) {
    try {
      use(
          PostgresServer.SUPERUSER,
          PostgresServer.SUPERUSER,
          connection -> run(connection, statements));
    } catch (SQLException e) {
      throw new IllegalStateException("the server refuses: " + e.getMessage(), e);
    }
  }

  private static int run(Connection connection, String... statements) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
    return statements.length;
  }

  /** The first column of every row, as text. */
  public List<String> query(String sql) {
    try {
      return use(connection -> query(connection, sql));
    } catch (SQLException e) {
      throw new IllegalStateException("cannot connect to " + name, e);
    }
  }

  /** The same over a connection that is there: to make one costs more than most queries. */
  public static List<String> query(Connection connection, String sql) {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<String> values = new ArrayList<>();
      while (rows.next()) {
        values.add(rows.getString(1));
      }
      return values;
    } catch (SQLException e) {
      throw new IllegalStateException("the query fails: " + sql, e);
    }
  }

  /** The lines of {@code COPY (query) TO STDOUT}: the server's own text of every value. */
  public List<String> copy(String query) {
    try {
      return use(connection -> copy(connection, query));
    } catch (SQLException e) {
      throw new IllegalStateException("cannot copy " + query, e);
    }
  }

  public static List<String> copy(Connection connection, String query) throws SQLException {
    StringWriter lines = new StringWriter();
    try {
      connection
          .unwrap(PGConnection.class)
          .getCopyAPI()
          .copyOut("COPY (" + query + ") TO STDOUT", lines);
    } catch (IOException e) {
      throw new IllegalStateException("a string takes no more", e);
    }
    // Only a line feed ends a row; within values COPY escapes it.
    String all = lines.toString();
    return all.isEmpty() ? List.of() : List.of(all.substring(0, all.length() - 1).split("\n", -1));
  }

  /** Feeds lines to {@code COPY … FROM STDIN}. */
  public static long copyIn(Connection connection, String target, List<String> lines)
      throws SQLException {
    try {
      return connection
          .unwrap(PGConnection.class)
          .getCopyAPI()
          .copyIn(
              "COPY " + target + " FROM STDIN", new StringReader(String.join("\n", lines) + "\n"));
    } catch (IOException e) {
      throw new IllegalStateException("a string can always be read", e);
    }
  }

  static Connection administer(PostgresServer server) throws SQLException {
    return open(server, "postgres", PostgresServer.SUPERUSER, PostgresServer.SUPERUSER);
  }

  static void awaitConnections(PostgresServer server) {
    Await.until(
        "the server takes connections",
        Duration.ofSeconds(60),
        () -> {
          try (Connection connection = administer(server)) {
            return connection.isValid(1);
          } catch (SQLException e) {
            return false;
          }
        });
  }

  private static Connection open(PostgresServer server, String database, String user, String word)
      throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", user);
    properties.setProperty("password", word);
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:" + server.port() + "/" + database, properties);
  }
}
