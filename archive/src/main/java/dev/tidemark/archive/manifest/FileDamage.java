package dev.tidemark.archive.manifest;

import dev.tidemark.archive.storage.DamagedFileException;

/**
 * A file of a backup that is not what its manifest says.
 *
 * @param path from the storage's root
 * @param what how it shows, as the end of the sentence "… is damaged: "
 */
public record FileDamage(String path, String what) {

  public String message() {
    return path + " is damaged: " + what;
  }

  public DamagedFileException asException() {
    return new DamagedFileException(path, what);
  }
}
