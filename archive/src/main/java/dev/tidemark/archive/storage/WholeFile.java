package dev.tidemark.archive.storage;

import java.io.IOException;
import java.io.InputStream;

/** A file that is small enough to be read at once. */
public final class WholeFile {

  private WholeFile() {}

  /**
   * Reads it.
   *
   * @throws MissingFileException there is no such file
   * @throws StorageException it could not be read
   */
  public static byte[] read(Storage storage, String path) {
    try (InputStream in = storage.open(path, 0)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw StorageException.of("read", path, storage.toString(), e);
    }
  }
}
