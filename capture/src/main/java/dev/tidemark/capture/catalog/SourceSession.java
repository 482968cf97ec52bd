package dev.tidemark.capture.catalog;

import dev.tidemark.schemas.database.DatabaseUrl;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One connection to the source, whose errors are explained. Not for more than one thread. */
public final class SourceSession implements AutoCloseable {

  private final DatabaseUrl source;
  private final Connection connection;

  SourceSession(DatabaseUrl source, Connection connection) {
    this.source = source;
    this.connection = connection;
  }

  /** Reads one row of a result. */
  @FunctionalInterface
  public interface RowReader<T> {
    T read(ResultSet row) throws SQLException;
  }

  public <T> List<T> list(String sql, RowReader<T> reader, Object... parameters) {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setObject(i + 1, parameters[i]);
      }
      List<T> rows = new ArrayList<>();
      try (ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          rows.add(reader.read(result));
        }
      }
      return rows;
    } catch (SQLException e) {
      throw ConnectionProblems.explain(source, e);
    }
  }

  /** The first row, if there is one. */
  public <T> Optional<T> first(String sql, RowReader<T> reader, Object... parameters) {
    return list(sql, reader, parameters).stream().findFirst();
  }

  /** The one row there always is. */
  public <T> T one(String sql, RowReader<T> reader, Object... parameters) {
    return first(sql, reader, parameters)
        .orElseThrow(() -> new IllegalStateException("no row answers " + sql));
  }

  public void execute(String sql) {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw ConnectionProblems.explain(source, e);
    }
  }

  /**
   * Executes a statement that may be refused for reasons that are no error here.
   *
   * @param states the SQLSTATEs of those reasons
   * @return false when it was refused for one of them
   */
  public boolean executeUnless(Set<String> states, String sql) {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
      return true;
    } catch (SQLException e) {
      if (e.getSQLState() != null && states.contains(e.getSQLState())) {
        return false;
      }
      throw ConnectionProblems.explain(source, e);
    }
  }

  public DatabaseUrl url() {
    return source;
  }

  /** For what this class has no word for, such as COPY. */
  public Connection connection() {
    return connection;
  }

  /** Breaks off whatever runs on this session, from another thread. */
  public void abort() {
    try {
      connection.abort(Runnable::run);
    } catch (SQLException e) {
      throw ConnectionProblems.explain(source, e);
    }
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw ConnectionProblems.explain(source, e);
    }
  }
}
