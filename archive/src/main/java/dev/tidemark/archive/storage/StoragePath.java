package dev.tidemark.archive.storage;

import java.util.List;

/** The rule for paths: what may name a file in a storage. */
final class StoragePath {

  /** In a name: a file of a writer that has not committed. No reader ever sees one. */
  static final String UNCOMMITTED = ".tmp-";

  private StoragePath() {}

  /**
   * @return the path, checked
   * @throws IllegalArgumentException it could leave the storage, or name what is not committed
   */
  static String checked(String path) {
    for (String part : List.of(path.split("/", -1))) {
      if (part.isEmpty() || part.equals(".") || part.equals("..") || isForbidden(part)) {
        throw new IllegalArgumentException("'" + path + "' cannot name a file in a storage");
      }
    }
    return path;
  }

  /** A prefix is a path, of which the last part may be cut anywhere. */
  static String checkedPrefix(String prefix) {
    if (!prefix.isEmpty()) {
      String whole = prefix.endsWith("/") ? prefix.substring(0, prefix.length() - 1) : prefix;
      var unused = checked(whole);
    }
    return prefix;
  }

  private static boolean isForbidden(String part) {
    return part.contains(UNCOMMITTED) || part.indexOf('\\') >= 0 || part.indexOf('\0') >= 0;
  }
}
