package dev.tidemark.archive.manifest;

import dev.tidemark.archive.storage.Sha256;

/** A manifest as it was found. */
public sealed interface ManifestFile {

  /** From its name. */
  int ordinal();

  /** What is kept of a backup. */
  enum Kept {
    /** Every transaction in it can be restored. */
    EVERYTHING,
    /** Only its end can: its history was given up. */
    BOUNDARY
  }

  /**
   * It could be read.
   *
   * @param manifest without what retention has taken of it
   * @param sha256 of its bytes, which the next manifest repeats
   */
  record Intact(Manifest manifest, Sha256 sha256, Kept kept) implements ManifestFile {

    public Intact {
      if (kept == Kept.BOUNDARY) {
        manifest = manifest.withoutHistory();
      }
    }

    /** One of which everything is kept. */
    public Intact(Manifest manifest, Sha256 sha256) {
      this(manifest, sha256, Kept.EVERYTHING);
    }

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
