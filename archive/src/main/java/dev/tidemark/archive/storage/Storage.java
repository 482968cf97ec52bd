package dev.tidemark.archive.storage;

import java.io.InputStream;
import java.util.List;

/**
 * A place for files that are written once. Paths are relative, their parts separated by {@code /};
 * one that leaves the place ({@code ..}, a leading slash) is refused with {@link
 * IllegalArgumentException}. Threads and processes may share it.
 *
 * <p>What fails throws {@link StorageException}. {@code toString()} names the place for messages,
 * without secrets.
 */
public interface Storage {

  /**
   * Writes a small file if nothing has its name. Of several writers at once, one wins. When this
   * returns true the file is durable; a file seen by a reader is always whole.
   *
   * @return false when there is such a file already, which stays as it is
   */
  boolean putIfAbsent(String path, byte[] content);

  /** Begins a file that nobody sees before its {@link StorageWriter#commit()}. */
  StorageWriter create(String path);

  /**
   * Reads a file from an offset on. The caller closes the stream; its errors while reading are
   * {@link java.io.IOException}s.
   *
   * @throws MissingFileException there is no such file
   */
  InputStream open(String path, long offset);

  /** All files whose paths begin with a prefix, in the order of their paths. */
  List<StoredFile> list(String prefix);

  /** Removes a file; that there is none is no error. */
  void delete(String path);
}
