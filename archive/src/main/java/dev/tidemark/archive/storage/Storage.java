package dev.tidemark.archive.storage;

import java.io.InputStream;
import java.util.List;

/**
 * A place for files that are written once. Paths are relative, their parts separated by {@code /};
 * one that leaves the place ({@code ..}, a leading slash) is refused with {@link
 * IllegalArgumentException}. Threads and processes may share it.
 *
 * <p>What fails throws {@link StorageException}, whose type says whether it is worth repeating.
 * {@code toString()} names the place for messages, without secrets.
 */
public interface Storage extends AutoCloseable {

  /**
   * Writes a small file if nothing has its name. Of several writers at once, one wins. When this
   * returns true the file is durable; a file seen by a reader is always whole.
   *
   * @return false when there is such a file already, which stays as it is
   * @throws AnswerLostException whether it was written is not known
   */
  boolean putIfAbsent(String path, byte[] content);

  /** Begins a file that nobody sees before its {@link StorageWriter#commit()}. */
  StorageWriter create(String path);

  /**
   * Reads a file from an offset on. The caller closes the stream; its errors while reading are
   * {@link java.io.IOException}s, and after a {@link BrokenReadException} reading goes on at the
   * same place. A file that is deleted or replaced meanwhile is read to its end or fails: one
   * stream never gives bytes of two files.
   *
   * @throws MissingFileException there is no such file
   */
  InputStream open(String path, long offset);

  /** All files whose paths begin with a prefix, in the order of their paths. */
  List<StoredFile> list(String prefix);

  /** Removes a file; that there is none is no error. */
  void delete(String path);

  /** What was begun here and not committed. A decorator gives those of the storage it is over. */
  default UnfinishedFiles unfinished() {
    return UnfinishedFiles.NONE;
  }

  /** What the store keeps from being deleted. A decorator gives those of the storage it is over. */
  default FileLocks locks() {
    return FileLocks.NONE;
  }

  /** Lets go of connections and threads. Nothing of it may be used afterwards. */
  @Override
  void close();
}
