package dev.tidemark.archive.storage;

import java.util.List;

/**
 * The rule for paths: what may name a file in a storage. Control characters may not, for no listing
 * in XML can carry them.
 */
public final class StoragePath {

  /** In a name: a file of a writer that has not committed. No reader ever sees one. */
  static final String UNCOMMITTED = ".tmp-";

  private StoragePath() {}

  /**
   * @return the path, checked
   * @throws IllegalArgumentException it could leave the storage, or name what is not committed
   */
  public static String checked(String path) {
    if (!isLegal(path)) {
      throw new IllegalArgumentException("'" + path + "' cannot name a file in a storage");
    }
    return path;
  }

  /** A prefix is a path, of which the last part may be cut anywhere. */
  public static String checkedPrefix(String prefix) {
    if (!prefix.isEmpty()) {
      String whole = prefix.endsWith("/") ? prefix.substring(0, prefix.length() - 1) : prefix;
      var unused = checked(whole);
    }
    return prefix;
  }

  /** Whether it names what a writer has begun and not committed. */
  public static boolean isUncommitted(String path) {
    return path.contains(UNCOMMITTED);
  }

  /** Whether it could name a file: what others put into a storage is none of ours. */
  public static boolean isLegal(String path) {
    return List.of(path.split("/", -1)).stream().noneMatch(StoragePath::isIllegal);
  }

  private static boolean isIllegal(String part) {
    return part.isEmpty() || part.equals(".") || part.equals("..") || isForbidden(part);
  }

  private static boolean isForbidden(String part) {
    return part.contains(UNCOMMITTED)
        || part.indexOf('\\') >= 0
        || part.chars().anyMatch(Character::isISOControl);
  }
}
