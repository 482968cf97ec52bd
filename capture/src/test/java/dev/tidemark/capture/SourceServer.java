package dev.tidemark.capture;

import dev.tidemark.schemas.database.DatabaseUrl;
import dev.tidemark.schemas.database.Secret;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;

/** A real PostgreSQL server for all specs of this module; each makes a database of its own. */
public final class SourceServer {

  private static final AtomicInteger DATABASES = new AtomicInteger();

  private final DatabaseUrl url;

  private SourceServer(DatabaseUrl url) {
    this.url = url;
  }

  /** Started by the first spec that needs it, ended with the process. */
  private static final class Running {
    static final EmbeddedPostgres SERVER = start();

    private static EmbeddedPostgres start() {
      try {
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder();
        Map.of(
                "wal_level", "logical",
                "max_replication_slots", "400",
                "max_wal_senders", "50",
                "max_connections", "200",
                "synchronous_commit", "on",
                "fsync", "off")
            .forEach(builder::setServerConfig);
        return builder.start();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** A new, empty database. */
  public static SourceServer database() {
    String name = "source" + DATABASES.incrementAndGet();
    new SourceServer(url("postgres")).execute("CREATE DATABASE " + name);
    return new SourceServer(url(name));
  }

  /** The first database of another server, which a spec may harm. */
  static SourceServer on(int port) {
    return new SourceServer(
        new DatabaseUrl("localhost", port, "postgres", "postgres", Secret.NONE, Map.of()));
  }

  /** The same, over TLS, whoever the server is. */
  static SourceServer encryptedOn(int port) {
    return new SourceServer(
        new DatabaseUrl(
            "localhost", port, "postgres", "postgres", Secret.NONE, Map.of("sslmode", "require")));
  }

  /** A new, empty database in an encoding of its own. */
  public static SourceServer databaseIn(String encoding) {
    String name = "source" + DATABASES.incrementAndGet();
    new SourceServer(url("postgres"))
        .execute(
            "CREATE DATABASE "
                + name
                + " ENCODING '"
                + encoding
                + "' LOCALE 'C' TEMPLATE template0");
    return new SourceServer(url(name));
  }

  private static DatabaseUrl url(String database) {
    return new DatabaseUrl(
        "localhost", Running.SERVER.getPort(), database, "postgres", Secret.NONE, Map.of());
  }

  public DatabaseUrl url() {
    return url;
  }

  /** A connection with the settings in which values are compared. */
  public Connection connect() throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", url.user());
    properties.setProperty("options", "-c IntervalStyle=postgres -c lc_monetary=C -c search_path=");
    return DriverManager.getConnection(
        "jdbc:postgresql://" + url.host() + ":" + url.port() + "/" + url.database(), properties);
  }

  public void execute(String... statements) {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** All rows, each column as the server's own text. */
  public List<List<String>> rows(String query) {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(query)) {
      List<List<String>> rows = new ArrayList<>();
      while (result.next()) {
        List<String> row = new ArrayList<>();
        for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
          row.add(result.getString(i));
        }
        rows.add(row);
      }
      return rows;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  public String value(String query) {
    return rows(query).get(0).get(0);
  }
}
