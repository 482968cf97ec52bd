package dev.tidemark.archive.copy;

import dev.tidemark.archive.storage.Sha256;

/**
 * One file to copy.
 *
 * @param path in both storages
 */
record FileCopy(String path, long bytes, Sha256 sha256, Presence presence) {

  /** What the target has of it. */
  enum Presence {
    /** Nothing, or something of another size. */
    ABSENT,
    /** A file of its size, and nothing that says it is this one. */
    TO_BE_READ,
    WHOLE
  }
}
