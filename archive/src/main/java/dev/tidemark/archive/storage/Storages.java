package dev.tidemark.archive.storage;

import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Finds the storage that an address means. */
public final class Storages {

  private Storages() {}

  /**
   * Opens a storage by its address. Nothing is touched yet.
   *
   * @param address {@code file:///directory}, or the path of a directory
   * @throws IllegalArgumentException no storage has such an address; the message says what to write
   */
  public static Storage open(URI address) {
    String scheme = address.getScheme();
    String path = address.getPath();
    if (scheme != null && !scheme.equals("file")) {
      throw new IllegalArgumentException(
          "no storage is named by '" + scheme + ":'; write file:///directory");
    }
    if (path == null || path.isEmpty() || hasHost(address) || address.getQuery() != null) {
      throw new IllegalArgumentException(
          "'" + address + "' is not the address of a directory; write file:///directory");
    }
    try {
      return new FileStorage(Path.of(path));
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException("'" + path + "' is not a path: " + e.getReason(), e);
    }
  }

  private static boolean hasHost(URI address) {
    return address.getAuthority() != null && !address.getAuthority().isEmpty();
  }
}
