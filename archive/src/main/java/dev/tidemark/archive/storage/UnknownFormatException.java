package dev.tidemark.archive.storage;

import dev.tidemark.schemas.problem.ProblemException;

/** A file was written in a version of the format that this program does not know. */
public final class UnknownFormatException extends ProblemException {

  /**
   * @param path the file, from the storage's root
   * @param found the version it says it has
   * @param known the highest version this program reads
   */
  public UnknownFormatException(String path, String found, int known) {
    super(
        path + " has format version " + found + ", and this program knows versions up to " + known,
        "Use the version of Tidemark that wrote it, or a later one.");
  }
}
