package dev.tidemark.archive.storage;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/**
 * A directory of a file system. A file is written beside its place, forced to the disk, and moved
 * into it; then the directory is forced, so that the name outlives a power cut too.
 */
public final class FileStorage implements Storage {

  private final Path root;

  public FileStorage(Path root) {
    this.root = root.toAbsolutePath().normalize();
  }

  @Override
  public boolean putIfAbsent(String path, byte[] content) {
    Path target = resolve(path);
    try (PendingFile pending = PendingFile.beside(target)) {
      pending.write(content, 0, content.length);
      if (!pending.linkIfAbsent()) {
        return false;
      }
      makeDurable(path, pending);
      return true;
    } catch (IOException e) {
      throw StorageException.of("write", path, toString(), e);
    }
  }

  /** The name is there for everybody: what fails now takes nothing back. */
  private void makeDurable(String path, PendingFile linked) {
    try {
      linked.forceDirectory();
    } catch (IOException e) {
      throw new AnswerLostException(
          StorageException.cannot("write", path, toString())
              + "it has its name, and whether that survives a crash of the machine is not known: "
              + e,
          "Check that the disk is healthy, then run it again.",
          e);
    }
  }

  @Override
  public StorageWriter create(String path) {
    try {
      return new FileStorageWriter(path, toString(), PendingFile.beside(resolve(path)));
    } catch (IOException e) {
      throw StorageException.of("write", path, toString(), e);
    }
  }

  @Override
  public InputStream open(String path, long offset) {
    try {
      FileChannel channel = FileChannel.open(resolve(path), StandardOpenOption.READ);
      return Channels.newInputStream(channel.position(offset));
    } catch (NoSuchFileException e) {
      throw new MissingFileException(path, toString());
    } catch (IOException e) {
      throw StorageException.of("read", path, toString(), e);
    }
  }

  @Override
  public List<StoredFile> list(String prefix) {
    return list(prefix, path -> !StoragePath.isUncommitted(path));
  }

  private List<StoredFile> list(String prefix, Predicate<String> kind) {
    int slash = StoragePath.checkedPrefix(prefix).lastIndexOf('/');
    Path directory = slash < 0 ? root : root.resolve(prefix.substring(0, slash));
    List<StoredFile> files = new ArrayList<>();
    try {
      // One that is not there has no files; one that may not be looked into is an error.
      Files.walkFileTree(directory, new Collector(prefix, kind, files));
    } catch (IOException e) {
      throw StorageException.of("list", prefix, toString(), e);
    }
    files.sort(Comparator.comparing(StoredFile::path));
    return files;
  }

  @Override
  public void delete(String path) {
    delete(path, resolve(path));
  }

  private void delete(String path, Path target) {
    try {
      if (Files.deleteIfExists(target)) {
        removeEmptyDirectories(target);
      }
    } catch (IOException e) {
      throw StorageException.of("delete", path, toString(), e);
    }
  }

  @Override
  public UnfinishedFiles unfinished() {
    return new UnfinishedFiles() {
      @Override
      public List<StoredFile> list(String prefix) {
        return FileStorage.this.list(prefix, StoragePath::isUncommitted);
      }

      @Override
      public void delete(String path) {
        int end = path.lastIndexOf(StoragePath.UNCOMMITTED);
        if (end < 0) {
          throw new IllegalArgumentException("'" + path + "' was committed");
        }
        // Checked as the path it was to have.
        Path target = resolve(path.substring(0, end));
        FileStorage.this.delete(
            path, target.resolveSibling(target.getFileName() + path.substring(end)));
      }
    };
  }

  @Override
  public void close() {
    // Nothing is held between calls.
  }

  @Override
  public String toString() {
    return root.toString();
  }

  private Path resolve(String path) {
    return root.resolve(StoragePath.checked(path));
  }

  /** Directories are no files: who deletes the last file of one does not leave it behind. */
  private void removeEmptyDirectories(Path deleted) throws IOException {
    Path directory = deleted.getParent();
    while (directory != null && !directory.equals(root)) {
      try {
        Files.delete(directory);
      } catch (DirectoryNotEmptyException | NoSuchFileException e) {
        return;
      }
      directory = directory.getParent();
    }
  }

  /** Collects files of one kind; what vanishes while it looks was deleted, and is not there. */
  private final class Collector extends SimpleFileVisitor<Path> {

    private final String prefix;
    private final Predicate<String> kind;
    private final List<StoredFile> files;

    private Collector(String prefix, Predicate<String> kind, List<StoredFile> files) {
      this.prefix = prefix;
      this.kind = kind;
      this.files = files;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      if (file.equals(root)) {
        throw new NotDirectoryException(root.toString());
      }
      String path = root.relativize(file).toString().replace('\\', '/');
      if (path.startsWith(prefix) && kind.test(path)) {
        files.add(new StoredFile(path, attributes.size()));
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
      if (e instanceof NoSuchFileException) {
        return FileVisitResult.CONTINUE;
      }
      throw e;
    }
  }
}
