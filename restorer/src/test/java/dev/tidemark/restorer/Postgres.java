package dev.tidemark.restorer;

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
import java.util.concurrent.atomic.AtomicInteger;

/** One PostgreSQL server for all specs, and a database on it for each that asks. */
public final class Postgres {

  private static final AtomicInteger DATABASES = new AtomicInteger();

  private final String database;

  private Postgres(String database) {
    this.database = database;
  }

  /** Started once, stopped by its own shutdown hook. */
  private static final class Server {
    static final EmbeddedPostgres INSTANCE = start();

    private static EmbeddedPostgres start() {
      try {
        return EmbeddedPostgres.builder()
            .setServerConfig("fsync", "off")
            .setServerConfig("max_connections", "60")
            .start();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  public static Postgres newDatabase() {
    String name = "spec_" + DATABASES.incrementAndGet();
    new Postgres("postgres").run("CREATE DATABASE " + name);
    return new Postgres(name);
  }

  public DatabaseUrl url() {
    return new DatabaseUrl(
        "localhost", Server.INSTANCE.getPort(), database, "postgres", new Secret(""), Map.of());
  }

  public String place() {
    return url().place();
  }

  public Connection connect() throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://localhost:" + url().port() + "/" + database, "postgres", "");
  }

  public void run(String... statements) {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Every row as one text, its columns between bars. */
  public List<String> rows(String query) {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      int columns = rows.getMetaData().getColumnCount();
      List<String> found = new ArrayList<>();
      while (rows.next()) {
        List<String> row = new ArrayList<>();
        for (int column = 1; column <= columns; column++) {
          row.add(String.valueOf(rows.getString(column)));
        }
        found.add(String.join("|", row));
      }
      return found;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Everything a restore could leave behind: schemas, relations, types, constraints. */
  public List<String> inventory() {
    return rows(
        """
        SELECT 'schema ' || nspname FROM pg_namespace
          WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'
        UNION ALL SELECT 'relation ' || relkind::text || ' ' || oid::regclass FROM pg_class
          WHERE oid >= 16384 AND relnamespace <> 'pg_toast'::regnamespace
        UNION ALL SELECT 'type ' || format_type(oid, NULL) FROM pg_type
          WHERE oid >= 16384 AND typnamespace <> 'pg_toast'::regnamespace
        UNION ALL SELECT 'constraint ' || conname || ' ' || pg_get_constraintdef(oid)
          FROM pg_constraint WHERE oid >= 16384
        ORDER BY 1
        """);
  }
}
