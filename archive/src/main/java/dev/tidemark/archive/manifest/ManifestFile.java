package dev.tidemark.archive.manifest;

import dev.tidemark.archive.storage.Sha256;

/** A manifest as it was found. */
public sealed interface ManifestFile {

  /** From its name. */
  int ordinal();

  /**
   * It could be read.
   *
   * @param sha256 of its bytes, which the next manifest repeats
   */
  record Intact(Manifest manifest, Sha256 sha256) implements ManifestFile {
    @Override
    public int ordinal() {
      return manifest.id().ordinal();
    }
  }

  /**
   * It could not be read.
   *
   * @param path of the file, from the storage's root
   * @param reason as a sentence
   * @param hint what to do
   */
  record Unreadable(int ordinal, String path, String reason, String hint) implements ManifestFile {}
}
