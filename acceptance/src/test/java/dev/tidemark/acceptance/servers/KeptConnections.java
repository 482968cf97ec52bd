package dev.tidemark.acceptance.servers;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Connections that nobody uses at the moment: to make one costs server and client more than most
 * statements that a spec runs, and a spec that waits for something runs many. What was done in one
 * is undone and forgotten before it is kept. But it was made when it was made: what a role or a
 * database is altered to afterwards holds for new ones, which {@link Database#connect} gives.
 */
final class KeptConnections {

  /** Source, target and server, as two users: few, for a server has a limit. */
  private static final int MOST = 6;

  private static final int SECONDS_TO_ANSWER = 10;

  private final Map<Key, Connection> idle = new LinkedHashMap<>();

  /** What connections have in common that stand for each other. */
  record Key(int port, String database, String user) {}

  /** Makes a connection. */
  interface Maker {
    Connection make() throws SQLException;
  }

  /** What is done with a connection. */
  interface Work<T> {
    T with(Connection connection) throws SQLException;
  }

  /** Does something with a connection that is kept, or made. One on which it fails is closed. */
  <T> T use(Key key, Maker maker, Work<T> work) throws SQLException {
    Connection connection = take(key, maker);
    try {
      T result = work.with(connection);
      forget(connection);
      keep(key, connection);
      return result;
    } catch (SQLException | RuntimeException | Error e) {
      connection.close();
      throw e;
    }
  }

  /** The server may have gone in the meantime. */
  private Connection take(Key key, Maker maker) throws SQLException {
    Connection kept = remove(key);
    if (kept != null) {
      if (kept.isValid(SECONDS_TO_ANSWER)) {
        return kept;
      }
      kept.close();
    }
    return maker.make();
  }

  /** The server refuses it in a transaction that was begun and not ended. */
  private static void forget(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("DISCARD ALL");
    }
  }

  private synchronized @Nullable Connection remove(Key key) {
    return idle.remove(key);
  }

  private void keep(Key key, Connection connection) throws SQLException {
    Connection eldest = swap(key, connection);
    if (eldest != null) {
      eldest.close();
    }
  }

  /** Keeps one, and gives one that is too many. */
  private synchronized @Nullable Connection swap(Key key, Connection connection) {
    Connection same = idle.remove(key);
    idle.put(key, connection);
    if (same != null || idle.size() <= MOST) {
      return same;
    }
    Iterator<Connection> all = idle.values().iterator();
    Connection eldest = all.next();
    all.remove();
    return eldest;
  }
}
