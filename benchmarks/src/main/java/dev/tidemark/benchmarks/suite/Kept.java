package dev.tidemark.benchmarks.suite;

import java.nio.file.Path;

/**
 * A directory as it was, so that each round begins with the same.
 *
 * @param original changes with each round
 * @param copy does not
 */
record Kept(Path original, Path copy) {

  static Kept of(Path original, Path copy) {
    Directories.copy(original, copy);
    return new Kept(original, copy);
  }

  void putBack() {
    Directories.delete(original);
    Directories.copy(copy, original);
  }

  void delete() {
    Directories.delete(copy);
  }
}
