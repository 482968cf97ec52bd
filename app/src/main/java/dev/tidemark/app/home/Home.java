package dev.tidemark.app.home;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * The directory that holds everything of one installation.
 *
 * <pre>
 * collections/NAME.json    what is protected, without secrets
 * secrets/NAME             the source's password, readable by the owner alone
 * operations/ID.json       what is and was done to collections, and how it went
 * archive/                 the backups, unless a collection names another storage
 * kafka/                   the embedded broker's data
 * run/                     locks, the log, and what the running server says of itself
 * </pre>
 */
public record Home(Path directory) {

  private static final Duration PATIENCE = Duration.ofSeconds(2);

  public Home {
    directory = directory.toAbsolutePath().normalize();
  }

  /** Makes the directories that are missing. */
  public void prepare() {
    try {
      Files.createDirectories(collectionsDirectory());
      OwnerOnly.directory(secretsDirectory());
      Files.createDirectories(runDirectory());
    } catch (IOException e) {
      throw HomeException.unwritable(directory, e);
    }
  }

  public CollectionStore collections() {
    return new CollectionStore(this);
  }

  public StatusBoard statusBoard() {
    return new StatusBoard(this);
  }

  public BackupFailures backupFailures() {
    return new BackupFailures(this);
  }

  public OperationBoard operations() {
    return new OperationBoard(this);
  }

  public Path kafkaDirectory() {
    return directory.resolve("kafka");
  }

  public Path runDirectory() {
    return directory.resolve("run");
  }

  public Path logFile() {
    return runDirectory().resolve("tidemark.log");
  }

  /** Where backups go unless a collection says otherwise. */
  public URI defaultStorage() {
    String path = directory.resolve("archive").toUri().getRawPath();
    // With a slash at the end once the directory is there, and without it before.
    return URI.create(
        "file://" + (path.endsWith("/") ? path.substring(0, path.length() - 1) : path));
  }

  /** The configuration file that is read when none is named. */
  public Path configurationFile() {
    return directory.resolve("tidemark.properties");
  }

  /**
   * Makes this process the home's one server, until the lock is closed or the process dies.
   *
   * @throws HomeException another process is
   */
  public ProcessLock becomeServer() {
    prepare();
    return ProcessLock.take(serverLock(), PATIENCE)
        .orElseThrow(() -> HomeException.alreadyStarted(directory, lastServer()));
  }

  /** A server holds this home now. */
  public boolean hasServer() {
    return ProcessLock.isHeld(serverLock());
  }

  /** The running server; empty when there is none, or none that takes requests yet. */
  public Optional<ServerInfo> server() {
    return hasServer() ? lastServer() : Optional.empty();
  }

  /** The running server, or the last one. What it says of an embedded broker may be past. */
  public Optional<ServerInfo> lastServer() {
    return JsonFile.read(serverFile(), ServerInfo.class);
  }

  public void announce(ServerInfo server) {
    JsonFile.write(serverFile(), server);
  }

  /** Forgets what a server before this one said; for the holder of the server's lock alone. */
  public void forgetServer() {
    try {
      Files.deleteIfExists(serverFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    statusBoard().clear();
  }

  Path collectionsDirectory() {
    return directory.resolve("collections");
  }

  Path secretsDirectory() {
    return directory.resolve("secrets");
  }

  private Path serverFile() {
    return runDirectory().resolve("server.json");
  }

  private Path serverLock() {
    return runDirectory().resolve("server.lock");
  }
}
