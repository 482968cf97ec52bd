package dev.tidemark.compactor.sort;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A job's own temporary directory, deleted when it is closed. While it is open its lock file is
 * held; the next job deletes the directories whose lock nobody holds, which are those of processes
 * that died.
 *
 * <p>The operating system's locks belong to a process, and closing <em>any</em> descriptor of the
 * file releases them. So the directories of this process are kept in a list as well, and the lock
 * of one that stands there is never opened again.
 */
public final class Workspace implements AutoCloseable {

  private static final String LOCK = "lock";
  private static final Set<Path> OURS = new HashSet<>();

  private final Path directory;
  private final FileChannel lock;

  private Workspace(Path directory, FileChannel lock) {
    this.directory = directory;
    this.lock = lock;
  }

  /**
   * Makes a directory whose name begins with {@code name}, after deleting the abandoned ones of
   * that name.
   *
   * @param parent is made when missing
   */
  public static Workspace open(Path parent, String name) {
    String prefix = name + "-";
    synchronized (OURS) {
      try {
        Files.createDirectories(parent);
        deleteAbandoned(parent, prefix);
        return lock(Files.createTempDirectory(parent, prefix));
      } catch (IOException e) {
        throw new TemporarySpaceException(parent, e);
      }
    }
  }

  private static Workspace lock(Path directory) throws IOException {
    FileChannel channel =
        FileChannel.open(
            directory.resolve(LOCK), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    if (channel.tryLock() == null) {
      channel.close();
      throw new IOException("another process took " + directory + " for abandoned");
    }
    OURS.add(directory);
    return new Workspace(directory, channel);
  }

  private static void deleteAbandoned(Path parent, String prefix) throws IOException {
    try (DirectoryStream<Path> siblings = Files.newDirectoryStream(parent, prefix + "*")) {
      for (Path sibling : siblings) {
        if (!OURS.contains(sibling)) {
          deleteIfAbandoned(sibling);
        }
      }
    }
  }

  /** Deletes under the lock: of two who find the same directory, one does it. */
  private static void deleteIfAbandoned(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory.resolve(LOCK), StandardOpenOption.WRITE);
        FileLock held = channel.tryLock()) {
      if (held != null) {
        delete(directory);
      }
    } catch (NoSuchFileException beingMadeOrDeleted) {
      return;
    }
  }

  public Path directory() {
    return directory;
  }

  @Override
  public void close() {
    synchronized (OURS) {
      OURS.remove(directory);
      try {
        lock.close();
        delete(directory);
      } catch (IOException e) {
        throw new TemporarySpaceException(directory, e);
      }
    }
  }

  /** The lock file goes last, so that what a crash leaves is still found to be abandoned. */
  private static void delete(Path directory) throws IOException {
    List<Path> files;
    try (Stream<Path> listed = Files.list(directory)) {
      files = listed.filter(file -> !file.endsWith(LOCK)).toList();
    }
    for (Path file : files) {
      Files.deleteIfExists(file);
    }
    Files.deleteIfExists(directory.resolve(LOCK));
    Files.deleteIfExists(directory);
  }
}
