package dev.tidemark.archive.manifest;

import dev.tidemark.archive.storage.Storage;
import dev.tidemark.archive.storage.StoredFile;
import dev.tidemark.archive.storage.WholeFile;
import dev.tidemark.schemas.change.CollectionName;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the files of a collection are called, and what is in the small ones. Paths are from the
 * storage's root.
 */
record CollectionFiles(Storage storage, CollectionName collection) {

  private static final Pattern MANIFEST = Pattern.compile("(\\d{8})\\.json");
  private static final Pattern MANIFEST_PATH =
      Pattern.compile("([^/]+)/manifests(?:-\\d+)?/\\d{8}\\.json");

  /** {@code shop/}. */
  String root() {
    return collection + "/";
  }

  /** {@code shop/collection.json}. */
  String description() {
    return root() + "collection.json";
  }

  /** {@code shop/manifests/}. */
  String directory(Generation generation) {
    return root() + generation.directory() + "/";
  }

  /** {@code shop/manifests/00000042.json}. */
  String manifest(Generation generation, int ordinal) {
    return directory(generation) + number(ordinal) + ".json";
  }

  /**
   * {@code shop/manifests/00000042.thinned}.
   *
   * @param what the mark says
   */
  String mark(Generation generation, int ordinal, String what) {
    return directory(generation) + number(ordinal) + "." + what;
  }

  private static String number(int ordinal) {
    return String.format(Locale.ROOT, "%08d", ordinal);
  }

  /** Of the backup whose manifest a file is, if it is one of that generation. */
  OptionalInt ordinal(Generation generation, String path) {
    String directory = directory(generation);
    if (!path.startsWith(directory)) {
      return OptionalInt.empty();
    }
    Matcher name = MANIFEST.matcher(path.substring(directory.length()));
    return name.matches() ? OptionalInt.of(Integer.parseInt(name.group(1))) : OptionalInt.empty();
  }

  /** Whether a file in a directory of manifests is one, by its name there. */
  static boolean isManifestName(String name) {
    return MANIFEST.matcher(name).matches();
  }

  /** Whether a file is a manifest, of whatever collection and generation. */
  static boolean isManifest(String path) {
    return MANIFEST_PATH.matcher(path).matches();
  }

  /** The collection whose manifest a file is, if it is one. */
  static Optional<CollectionName> collectionOf(String path) {
    Matcher manifest = MANIFEST_PATH.matcher(path);
    try {
      return manifest.matches()
          ? Optional.of(new CollectionName(manifest.group(1)))
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      // A copy that somebody put there: no collection can be called so.
      return Optional.empty();
    }
  }

  /** All that lie beside the manifests of a generation, and these. */
  List<StoredFile> list(Generation generation) {
    return storage.list(directory(generation));
  }

  byte[] content(String path) {
    return WholeFile.read(storage, path);
  }
}
