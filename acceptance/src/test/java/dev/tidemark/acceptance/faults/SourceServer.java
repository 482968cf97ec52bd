package dev.tidemark.acceptance.faults;

import dev.tidemark.acceptance.await.Await;
import dev.tidemark.acceptance.servers.PostgresData;
import dev.tidemark.acceptance.servers.PostgresServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The source: a PostgreSQL that flushes its log, may be killed, and can have a standby. */
final class SourceServer implements PostgresServer {

  private static final Duration UP_WITHIN = Duration.ofMinutes(3);

  private final Path directory;
  private final Optional<Shim> shim;
  private final Map<String, String> own;
  private PostgresData data;
  private int port;
  private int standbys;
  private Process process;

  private SourceServer(
      Path directory, Optional<Shim> shim, Map<String, String> own, PostgresData data, int port) {
    this.directory = directory;
    this.shim = shim;
    this.own = own;
    this.data = data;
    this.port = port;
    this.process = launch(data, port);
  }

  /**
   * @param own settings of its own
   */
  static SourceServer create(Path directory, Optional<Shim> shim, Map<String, String> own) {
    PostgresData data = PostgresData.create(directory);
    SourceServer server = new SourceServer(directory, shim, own, data, PostgresData.freePort());
    Runtime.getRuntime().addShutdownHook(new Thread(server::close));
    server.awaitUp(server.port);
    return server;
  }

  private Process launch(PostgresData data, int port) {
    Map<String, String> settings = new HashMap<>(own);
    settings.put("fsync", "on");
    settings.put("unix_socket_directories", "");
    settings.put("wal_keep_size", "1GB");
    // Who is no longer there gives up the slot within a time that a run of minutes has.
    settings.put("wal_sender_timeout", "15s");
    ProcessBuilder builder =
        new ProcessBuilder(data.command(port, settings))
            .redirectErrorStream(true)
            .redirectOutput(
                ProcessBuilder.Redirect.appendTo(directory.resolve("postgres.log").toFile()));
    shim.ifPresent(each -> builder.environment().putAll(each.environment()));
    try {
      return builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public synchronized int port() {
    return port;
  }

  boolean isAlive() {
    return process.isAlive();
  }

  private static boolean answers(int port) {
    try (Connection connection = administer(port)) {
      return connection.isValid(1);
    } catch (SQLException e) {
      return false;
    }
  }

  private static Connection administer(int port) throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=" + SUPERUSER);
  }

  private void awaitUp(int port) {
    Await.until("PostgreSQL takes connections", UP_WITHIN, () -> answers(port));
  }

  /** {@code kill -9} of the postmaster and all of its processes. */
  void kill() {
    Signals.kill(process.pid());
  }

  long pid() {
    return process.pid();
  }

  @Override
  public void start() {
    if (!process.isAlive()) {
      process = launch(data, port);
    }
    awaitUp(port);
  }

  /** Fast: it does not wait until everybody has disconnected, as specs themselves have not. */
  @Override
  public void stop() {
    Signals.interrupt(process.pid());
  }

  /**
   * Makes a standby of it as it runs, and has it follow.
   *
   * @param over the relay by which the standby is connected
   * @param withSlots whether it has the slots, as far as they have come now
   */
  Standby follow(Relay over, boolean withSlots) {
    Path copy = directory.resolve("standby-" + ++standbys);
    try (Connection connection = administer(port)) {
      OnlineCopy.of(connection, data.directory(), copy, over.port(), withSlots);
    } catch (SQLException | IOException e) {
      throw new IllegalStateException("no copy can be made of the source", e);
    }
    PostgresData copied = data.in(copy);
    int other = PostgresData.freePort();
    Standby standby = new Standby(copied, other, launch(copied, other));
    awaitUp(other);
    return standby;
  }

  /** A copy that follows. */
  record Standby(PostgresData data, int port, Process process) {

    /** Up to where it has replayed, of what the source has written. */
    boolean hasCaughtUp(SourceServer source) {
      try (Connection here = administer(port);
          Connection there = administer(source.port())) {
        String end = text(there, "SELECT pg_current_wal_lsn()");
        return text(here, "SELECT coalesce(pg_last_wal_replay_lsn() >= '" + end + "', false)")
            .equals("t");
      } catch (SQLException e) {
        return false;
      }
    }
  }

  /** Kills what runs, and has the standby take its place. */
  synchronized void failOver(Standby standby) {
    kill();
    try (Connection connection = administer(standby.port())) {
      text(connection, "SELECT pg_promote()");
    } catch (SQLException e) {
      throw new IllegalStateException("the standby is not promoted", e);
    }
    data = standby.data();
    port = standby.port();
    process = standby.process();
  }

  /** Stops as an administrator would, and serves at another port. */
  void moveTo(int port) {
    stop();
    Await.until("PostgreSQL has stopped", UP_WITHIN, () -> !process.isAlive());
    synchronized (this) {
      this.port = port;
    }
    start();
  }

  private static String text(Connection connection, String query) throws SQLException {
    try (var statement = connection.createStatement();
        var row = statement.executeQuery(query)) {
      row.next();
      return row.getString(1);
    }
  }

  @Override
  public void close() {
    kill();
  }
}
