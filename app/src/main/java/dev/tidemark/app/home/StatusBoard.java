package dev.tidemark.app.home;

import dev.tidemark.schemas.change.CollectionName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the running server says of its collections, a file each. Believed only while the server's
 * lock is held: after a kill the files still stand there, and none of it is true.
 */
public final class StatusBoard {

  private static final String SUFFIX = ".status.json";

  private final Home home;

  StatusBoard(Home home) {
    this.home = home;
  }

  /** What the server says of the collection; empty when it says nothing, or there is no server. */
  public Optional<CollectionStatus> read(CollectionName name) {
    return home.hasServer() ? JsonFile.read(file(name), CollectionStatus.class) : Optional.empty();
  }

  public void write(CollectionName name, CollectionStatus status) {
    JsonFile.write(file(name), status);
  }

  /** Says that the server has nothing to do with the collection any more. */
  public void remove(CollectionName name) {
    delete(file(name));
  }

  void clear() {
    try (Stream<Path> files = Files.list(home.runDirectory())) {
      List<Path> stale =
          files.filter(file -> file.getFileName().toString().endsWith(SUFFIX)).toList();
      stale.forEach(StatusBoard::delete);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path file(CollectionName name) {
    return home.runDirectory().resolve(name + SUFFIX);
  }
}
