package dev.tidemark.benchmarks.server;

import dev.tidemark.benchmarks.process.Patience;
import dev.tidemark.benchmarks.process.Program;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** A PostgreSQL server of the machine's own packages, with all its tools. */
public final class PostgresServer implements AutoCloseable {

  private static final String DATABASE = "bench";
  private static final List<String> SETTINGS =
      List.of(
          "listen_addresses = '127.0.0.1'",
          "wal_level = logical",
          "max_replication_slots = 60",
          "max_wal_senders = 60",
          "shared_buffers = 1GB",
          "maintenance_work_mem = 512MB",
          "max_wal_size = 16GB",
          "checkpoint_timeout = 30min",
          "log_min_messages = warning");

  private final Path directory;
  private final Path data;

  /** Chosen when it starts: from then on nobody else can take it. */
  private int port;

  private PostgresServer(Path directory) {
    this.directory = directory;
    this.data = directory.resolve("data");
  }

  /** Makes a server in this directory and starts it. */
  public static PostgresServer create(Path directory, String... settings) {
    PostgresServer server = new PostgresServer(directory);
    server.initialize(List.of(settings));
    server.start();
    server.executeIn("postgres", "CREATE DATABASE " + DATABASE);
    return server;
  }

  /** A server over data that something else put there, not started. */
  public static PostgresServer over(Path directory) {
    return new PostgresServer(directory);
  }

  private void initialize(List<String> settings) {
    try {
      Files.createDirectories(directory);
      Program.give(directory);
      tool(
              "initdb",
              "-D",
              data.toString(),
              "-U",
              "postgres",
              "-A",
              "trust",
              "--no-sync",
              "-E",
              "UTF8")
          .run();
      List<String> lines = new ArrayList<>(SETTINGS);
      lines.add("unix_socket_directories = '" + directory + "'");
      lines.addAll(settings);
      Files.write(data.resolve("postgresql.conf"), lines, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Starts it, and returns once it takes connections and is no longer recovering.
   *
   * @throws RuntimeException it does not start, or ends while it recovers
   */
  public void start() {
    port = FreePort.next();
    Runtime.getRuntime().addShutdownHook(new Thread(this::close));
    tool(
            "pg_ctl",
            "-D",
            data.toString(),
            "-l",
            log().toString(),
            "-o",
            "-p " + port + " -k " + directory,
            "-w",
            "-t",
            "1800",
            "start")
        .run();
    Patience.until(
        "PostgreSQL to take writes", Duration.ofMinutes(30), () -> takesWrites() || !isRunning());
    if (!isRunning()) {
      throw new IllegalStateException("PostgreSQL has ended; see " + log());
    }
  }

  private Path log() {
    return directory.resolve("server.log");
  }

  private boolean isRunning() {
    return Files.exists(data.resolve("postmaster.pid"));
  }

  private boolean takesWrites() {
    try (Connection connection = connect("postgres");
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("SELECT NOT pg_is_in_recovery()")) {
      return result.next() && result.getBoolean(1);
    } catch (SQLException e) {
      return false;
    }
  }

  public Path data() {
    return data;
  }

  public Path directory() {
    return directory;
  }

  public int port() {
    return port;
  }

  public String database() {
    return DATABASE;
  }

  /** What {@code --source} and {@code --into} take. */
  public String url(String database) {
    return "postgresql://postgres@127.0.0.1:" + port + "/" + database;
  }

  public String url() {
    return url(DATABASE);
  }

  /** One of the tools that came with the server, as the server's user. */
  public Program tool(String name, String... arguments) {
    List<String> words = new ArrayList<>(List.of(binaries().resolve(name).toString()));
    words.addAll(List.of(arguments));
    Program tool =
        Program.of(directory.resolveSibling(directory.getFileName() + "-tools.log"), words)
            .with("PGHOST", "127.0.0.1")
            .with("PGUSER", "postgres")
            .asServer();
    // Before it starts there is none, and a tool does not take 0 for that.
    return port == 0 ? tool : tool.with("PGPORT", Integer.toString(port));
  }

  private Connection connect() throws SQLException {
    return connect(DATABASE);
  }

  private Connection connect(String database) throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:" + port + "/" + database, "postgres", "");
  }

  /** Statements in one connection, each committed by itself. */
  public void execute(String... statements) {
    executeIn(DATABASE, statements);
  }

  /** The same in another database of this server. */
  public void executeIn(String database, String... statements) {
    try (Connection connection = connect(database);
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }

  /**
   * Runs a statement again and again, at a steady pace.
   *
   * @param statement takes a series and the number of the run
   * @param times one for each run; is given when it was sent and answered
   * @param period nanoseconds from one run to the next; after a slow one the next come at once
   */
  public void executeSteadily(String statement, long series, CommitTimes times, long period) {
    long start = System.nanoTime();
    try (Connection connection = connect();
        PreparedStatement prepared = connection.prepareStatement(statement)) {
      for (int i = 0; i < times.sent().length; i++) {
        LockSupport.parkNanos(start + i * period - System.nanoTime());
        prepared.setLong(1, series);
        prepared.setLong(2, i);
        times.sent()[i] = System.nanoTime();
        prepared.executeUpdate();
        times.answered()[i] = System.nanoTime();
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }

  /** The first column of the first row, as text. */
  public String ask(String query) {
    return askIn(DATABASE, query);
  }

  /** The same in another database of this server. */
  public String askIn(String database, String query) {
    try (Connection connection = connect(database);
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(query)) {
      if (!result.next()) {
        throw new IllegalStateException("no row: " + query);
      }
      return result.getString(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }

  /** The newest version of PostgreSQL that is installed with its tools. */
  public static Path binaries() {
    Path root = Path.of("/usr/lib/postgresql");
    try (Stream<Path> versions = Files.list(root)) {
      return versions
          .map(version -> version.resolve("bin"))
          .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
          .max(Comparator.comparingInt(PostgresServer::version))
          .orElseThrow(PostgresServer::missing);
    } catch (IOException e) {
      throw new IllegalStateException(missing().getMessage(), e);
    }
  }

  private static int version(Path bin) {
    return Integer.parseInt(bin.getName(bin.getNameCount() - 2).toString());
  }

  private static IllegalStateException missing() {
    return new IllegalStateException(
        "no PostgreSQL with its tools under /usr/lib/postgresql; install the package postgresql");
  }

  /** Ends it at once; what is on its disk is not cared for. Without effect when it has ended. */
  @Override
  public void close() {
    if (isRunning()) {
      tool("pg_ctl", "-D", data.toString(), "-m", "immediate", "-t", "60", "stop").run();
    }
  }
}
