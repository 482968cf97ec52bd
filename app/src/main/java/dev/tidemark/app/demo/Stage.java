package dev.tidemark.app.demo;

import dev.tidemark.app.config.Configuration;
import dev.tidemark.app.home.Home;
import dev.tidemark.app.server.Server;
import dev.tidemark.schemas.database.DatabaseUrl;
import dev.tidemark.schemas.database.Secret;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the demo plays on: a PostgreSQL server and a home in a temporary directory. */
final class Stage implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Stage.class);
  private static final int TRIES = 20;
  private static final Duration READY_WITHIN = Duration.ofMinutes(3);

  private final Path directory;
  private final Home home;
  private final EmbeddedPostgres postgres;
  private final Server server;
  private final Thread cleaning;

  private Stage(Path directory, EmbeddedPostgres postgres, Clock clock) {
    this.directory = directory;
    this.postgres = postgres;
    this.home = new Home(directory.resolve("home"));
    this.server = new Server(home, Configuration.DEFAULT, Optional.empty(), clock);
    this.cleaning = new Thread(this::clear, "demo-cleaning");
  }

  static Stage set(Clock clock) {
    Path directory = newDirectory();
    try {
      EmbeddedPostgres postgres =
          EmbeddedPostgres.builder()
              .setOverrideWorkingDirectory(directory.resolve("postgres").toFile())
              .setServerConfig("wal_level", "logical")
              .start();
      Stage stage = new Stage(directory, postgres, clock);
      // Whoever breaks the demo off wants its files gone as well.
      Runtime.getRuntime().addShutdownHook(stage.cleaning);
      return stage;
    } catch (IOException | RuntimeException e) {
      clear(directory);
      throw new DemoException("the demo's PostgreSQL server did not start: " + e.getMessage(), e);
    }
  }

  private static Path newDirectory() {
    try {
      return Files.createTempDirectory("tidemark-demo");
    } catch (IOException e) {
      throw new DemoException("the demo has no directory to work in: " + e.getMessage(), e);
    }
  }

  Home home() {
    return home;
  }

  DataSource database() {
    return postgres.getPostgresDatabase();
  }

  DatabaseUrl source() {
    return new DatabaseUrl(
        "localhost", postgres.getPort(), "postgres", "postgres", new Secret("postgres"), Map.of());
  }

  /** Returns when the server is ready. */
  void startServer() {
    CompletableFuture<Server.Ready> ready = new CompletableFuture<>();
    Thread thread = new Thread(() -> runServer(ready), "demo-server");
    thread.setDaemon(true);
    thread.start();
    try {
      ready.get(READY_WITHIN.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new DemoException("the demo's server did not start: " + e.getMessage(), e);
    } catch (TimeoutException e) {
      throw new DemoException(
          "the demo's server was not ready within " + READY_WITHIN.toSeconds() + " s", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DemoException("the demo was interrupted", e);
    }
  }

  private void runServer(CompletableFuture<Server.Ready> ready) {
    try {
      server.run(ready::complete);
    } catch (RuntimeException e) {
      ready.completeExceptionally(e);
    }
  }

  @Override
  public void close() {
    server.stop();
    try {
      postgres.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      clear();
      keepNoHook();
    }
  }

  private void keepNoHook() {
    try {
      Runtime.getRuntime().removeShutdownHook(cleaning);
    } catch (IllegalStateException e) {
      LOG.debug("the process is ending: the hook runs by itself", e);
    }
  }

  private void clear() {
    clear(directory);
  }

  /** Again when it fails: a server that is being stopped may still write. */
  private static void clear(Path directory) {
    for (int tries = 0; Files.exists(directory); tries++) {
      try (Stream<Path> files = Files.walk(directory)) {
        List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
        for (Path file : deepestFirst) {
          Files.deleteIfExists(file);
        }
      } catch (IOException | UncheckedIOException e) {
        if (tries == TRIES) {
          LOG.warn("the demo's files in {} could not all be deleted", directory, e);
          return;
        }
      }
    }
  }
}
