package dev.tidemark.restorer.file;

import dev.tidemark.restorer.load.Completion;
import dev.tidemark.restorer.load.Destination;
import dev.tidemark.restorer.load.EmptyDestinationFirstException;
import dev.tidemark.restorer.load.ExistingTables;
import dev.tidemark.restorer.load.Published;
import dev.tidemark.restorer.load.TableDestination;
import dev.tidemark.restorer.select.RestoredTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A directory. Files are written to a hidden directory beside it, which takes its name when all of
 * them are durable; {@code restore.json} is written last, so files without it are no restore.
 */
public final class FileDestination implements Destination {

  private final Path directory;
  private final ExistingTables policy;
  private final Path staging;
  private final Path replaced;

  private FileDestination(Path directory, ExistingTables policy, String suffix) {
    this.directory = directory.toAbsolutePath().normalize();
    this.policy = policy;
    String name = "." + this.directory.getFileName() + ".tidemark-";
    this.staging = this.directory.resolveSibling(name + suffix);
    this.replaced = this.directory.resolveSibling(name + suffix + "-old");
  }

  /**
   * @param suffix random, so that no two restores share a directory
   */
  public static FileDestination of(Path directory, ExistingTables policy, String suffix) {
    return new FileDestination(directory, policy, suffix);
  }

  @Override
  public void validate() {
    try {
      if (policy == ExistingTables.REFUSE && isTaken()) {
        throw new EmptyDestinationFirstException(
            directory + " is there already and not empty",
            "Restore into another directory, or replace it with --replace.");
      }
      if (exists()) {
        EarlierRestore.in(directory);
      }
      Path parent = nearestExisting(directory);
      if (!Files.isDirectory(parent) || !Files.isWritable(parent)) {
        throw new IOException(parent + " is not a directory that may be written");
      }
    } catch (IOException e) {
      throw new CheckDirectoryException("looking at " + directory, e);
    }
  }

  @Override
  public void prepare() {
    try {
      Files.createDirectories(directory.resolveSibling("."));
      Files.createDirectory(staging);
    } catch (IOException e) {
      throw new CheckDirectoryException("making " + staging, e);
    }
  }

  @Override
  public TableDestination open(RestoredTable table, long toAddUp) {
    return AvroTable.create(table, staging.resolve(FileNames.of(table.name())));
  }

  /** Writing a file never waits for anyone: the threads that write notice by themselves. */
  @Override
  public void cancel() {}

  @Override
  public void rehearse() {}

  @Override
  public Published publish(Completion completion) {
    try {
      CompletionMarker.write(staging, completion);
      if (isTaken() && policy == ExistingTables.REFUSE) {
        throw new EmptyDestinationFirstException(
            directory + " has been made while the restore ran",
            "Restore into another directory, or replace it with --replace.");
      }
      Optional<EarlierRestore> earlier =
          exists() ? Optional.of(EarlierRestore.in(directory)) : Optional.empty();
      if (earlier.isPresent()) {
        Files.move(directory, replaced, StandardCopyOption.ATOMIC_MOVE);
      }
      moveIntoPlace();
      Durable.directory(directory.resolveSibling("."));
      return new Published(List.of(), earlier.flatMap(this::remove).stream().toList());
    } catch (IOException e) {
      throw new CheckDirectoryException("putting " + directory + " in place", e);
    }
  }

  /** The new restore is in its place by now: the old one still being there is no failure of it. */
  private Optional<String> remove(EarlierRestore earlier) {
    try {
      earlier.remove(replaced);
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(
          "the earlier restore could not be removed and is now "
              + replaced
              + " ("
              + e.getClass().getSimpleName()
              + ": "
              + e.getMessage()
              + ")");
    }
  }

  /** Whether anything has the name, a link that leads nowhere included. */
  private boolean exists() {
    return Files.exists(directory, LinkOption.NOFOLLOW_LINKS);
  }

  private void moveIntoPlace() throws IOException {
    try {
      Files.move(staging, directory, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      if (Files.exists(replaced)) {
        Files.move(replaced, directory, StandardCopyOption.ATOMIC_MOVE);
      }
      throw e;
    }
  }

  @Override
  public void close() {
    try {
      remove(staging);
    } catch (IOException e) {
      throw new CheckDirectoryException("removing " + staging, e);
    }
  }

  private boolean isTaken() throws IOException {
    if (!Files.isDirectory(directory)) {
      return Files.exists(directory);
    }
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.findAny().isPresent();
    }
  }

  private static Path nearestExisting(Path path) {
    Path parent = path.getParent();
    return parent == null || Files.exists(path) ? path : nearestExisting(parent);
  }

  private static void remove(Path tree) throws IOException {
    if (!Files.exists(tree)) {
      return;
    }
    try (Stream<Path> paths = Files.walk(tree)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
