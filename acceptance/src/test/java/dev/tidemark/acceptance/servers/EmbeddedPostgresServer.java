package dev.tidemark.acceptance.servers;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;

/** PostgreSQL from a jar; its data live in a directory of its own that goes with it. */
final class EmbeddedPostgresServer implements PostgresServer {

  /** The library looks in without a password, as the superuser; everyone else needs one. */
  private static final String ACCESS =
      """
      host all postgres 127.0.0.1/32 trust
      host all postgres ::1/128 trust
      host all all 127.0.0.1/32 scram-sha-256
      host replication all 127.0.0.1/32 scram-sha-256
      """;

  private final Map<String, String> settings;
  private final Path directory;
  private final int port;
  private EmbeddedPostgres postgres;

  EmbeddedPostgresServer(Map<String, String> settings, Path directory, int port)
      throws IOException {
    this.settings = settings;
    this.directory = directory;
    this.port = port;
    this.postgres = launch();
  }

  static PostgresServer create(Map<String, String> settings) {
    try {
      Path directory = Files.createTempDirectory("tidemark-postgres-");
      PostgresServer server =
          new EmbeddedPostgresServer(settings, directory, PostgresSettings.freePort());
      Runtime.getRuntime().addShutdownHook(new Thread(server::close));
      PostgresSettings.createOwner(server);
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException("the embedded PostgreSQL does not start", e);
    }
  }

  @Override
  public int port() {
    return port;
  }

  @Override
  public void stop() {
    try {
      postgres.close();
    } catch (IOException e) {
      throw new UncheckedIOException("the embedded PostgreSQL does not stop", e);
    }
  }

  @Override
  public void start() {
    try {
      postgres = launch();
    } catch (IOException e) {
      throw new UncheckedIOException("the embedded PostgreSQL does not start again", e);
    }
  }

  @Override
  public void close() {
    stop();
    try (Stream<Path> files = Files.walk(directory)) {
      files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot clear " + directory, e);
    }
  }

  private EmbeddedPostgres launch() throws IOException {
    EmbeddedPostgres.Builder builder =
        EmbeddedPostgres.builder()
            .setDataDirectory(directory.resolve("data"))
            .setCleanDataDirectory(false)
            .setRegisterShutdownHook(false)
            .setPGStartupWait(Duration.ofSeconds(60))
            .setPort(port)
            .setDataDirectoryCustomizer(EmbeddedPostgresServer::restrictAccess);
    settings.forEach(builder::setServerConfig);
    return builder.start();
  }

  private static void restrictAccess(File data) {
    try {
      Files.writeString(data.toPath().resolve("pg_hba.conf"), ACCESS);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
