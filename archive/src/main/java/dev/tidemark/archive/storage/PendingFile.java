package dev.tidemark.archive.storage;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** A file under another name beside its place, until it is whole and on the disk. */
final class PendingFile implements Closeable {

  /** A collision means another writer, or one that crashed; so many at once there never are. */
  private static final int ATTEMPTS = 100_000;

  private final Path directory;
  private final Path target;
  private final Path pending;
  private final FileChannel channel;

  /** Once moved, the pending name is free for others, and not ours to remove. */
  private boolean moved;

  private PendingFile(Path directory, Path target, Path pending, FileChannel channel) {
    this.directory = directory;
    this.target = target;
    this.pending = pending;
    this.channel = channel;
  }

  static PendingFile beside(Path target) throws IOException {
    Path directory = target.toAbsolutePath().getParent();
    if (directory == null) {
      throw new IOException("it has no directory");
    }
    IOException last = null;
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Path pending =
          target.resolveSibling(target.getFileName() + StoragePath.UNCOMMITTED + attempt);
      try {
        createDirectories(directory);
        FileChannel channel =
            FileChannel.open(pending, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        return new PendingFile(directory, target, pending, channel);
      } catch (FileAlreadyExistsException | NoSuchFileException e) {
        // The name is taken, or the directory was just removed as empty: another try will do.
        last = e;
      }
    }
    throw new IOException("too many unfinished files beside it", last);
  }

  void write(byte[] bytes, int offset, int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes, offset, length);
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
  }

  /** Replaces whatever has the name. */
  void moveIntoPlace() throws IOException {
    channel.force(true);
    channel.close();
    Files.move(pending, target, StandardCopyOption.ATOMIC_MOVE);
    moved = true;
    force(directory);
  }

  /**
   * A hard link, unlike a move, fails when the name is taken: of two writers one wins. The new name
   * is not durable before {@link #forceDirectory}.
   *
   * @return whether it was this one
   */
  boolean linkIfAbsent() throws IOException {
    channel.force(true);
    channel.close();
    try {
      Files.createLink(target, pending);
    } catch (FileAlreadyExistsException e) {
      return false;
    } catch (UnsupportedOperationException e) {
      throw new IOException("the file system has no hard links, which writing once needs", e);
    }
    return true;
  }

  /** Makes durable which names there are. */
  void forceDirectory() throws IOException {
    force(directory);
  }

  @Override
  public void close() throws IOException {
    channel.close();
    if (!moved) {
      Files.deleteIfExists(pending);
    }
  }

  /** Makes what is missing, and each new name durable in the directory above it. */
  private static void createDirectories(Path directory) throws IOException {
    Path parent = directory.getParent();
    if (parent == null || Files.isDirectory(directory)) {
      return;
    }
    createDirectories(parent);
    try {
      Files.createDirectory(directory);
    } catch (FileAlreadyExistsException e) {
      if (!Files.isDirectory(directory)) {
        throw new NotDirectoryException(directory.toString());
      }
    }
    force(parent);
  }

  private static void force(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
