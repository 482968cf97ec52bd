package dev.tidemark.benchmarks.peer;

import dev.tidemark.benchmarks.process.Program;
import dev.tidemark.benchmarks.server.PostgresServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** pgBackRest of the machine's own packages: backups of the whole cluster, and its archived log. */
public final class PgBackRest {

  private static final String STANZA = "bench";

  private final Path configuration;
  private final Path log;
  private final Path repository;

  private PgBackRest(Path directory) {
    this.configuration = directory.resolve("pgbackrest.conf");
    this.log = directory.resolveSibling("pgbackrest.log");
    this.repository = directory.resolve("repository");
  }

  /** Puts its configuration into a directory; the server of it need not exist yet. */
  public static PgBackRest configured(Path directory) {
    PgBackRest backRest = new PgBackRest(directory);
    try {
      for (String name : new String[] {"repository", "logs", "lock", "spool"}) {
        Files.createDirectories(directory.resolve(name));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return backRest;
  }

  /** The server setting that archives each segment. */
  public String archiveCommand() {
    return "archive_command = 'pgbackrest --config=%s --stanza=%s archive-push %%p'"
        .formatted(configuration, STANZA);
  }

  /** Writes down which server is backed up. */
  public void protect(PostgresServer server, Path directory) {
    try {
      Files.writeString(
          configuration,
          """
          [global]
          repo1-path=%s
          log-path=%s
          lock-path=%s
          spool-path=%s
          compress-type=zst
          process-max=2
          start-fast=y
          repo1-retention-full=10
          [global:archive-get]
          archive-async=y
          [%s]
          pg1-path=%s
          pg1-port=%d
          pg1-socket-path=%s
          """
              .formatted(
                  repository,
                  directory.resolve("logs"),
                  directory.resolve("lock"),
                  directory.resolve("spool"),
                  STANZA,
                  server.data(),
                  server.port(),
                  server.directory()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Program.give(directory);
    command("stanza-create").run();
  }

  public void fullBackup() {
    command("--type=full", "backup").run();
  }

  /**
   * Restores the files of the cluster, to be replayed up to a time when the server starts; that
   * server archives nothing.
   */
  public void restore(Path data, String time) {
    command(
            "--pg1-path=" + data,
            "--archive-mode=off",
            "--type=time",
            "--target=" + time,
            "--target-action=promote",
            "restore")
        .run();
  }

  /** Where the archived log is. */
  public Path archivedLog() {
    return repository.resolve("archive");
  }

  private Program command(String... arguments) {
    String[] words = new String[arguments.length + 3];
    words[0] = "pgbackrest";
    words[1] = "--config=" + configuration;
    words[2] = "--stanza=" + STANZA;
    System.arraycopy(arguments, 0, words, 3, arguments.length);
    return Program.of(log, words).asServer();
  }
}
