package dev.tidemark.archive.run;

import dev.tidemark.archive.Golden;
import dev.tidemark.archive.storage.MemoryStorage;
import dev.tidemark.archive.storage.Sha256;

/** Runs as earlier formats have them. */
final class OldRuns {

  private OldRuns() {}

  /**
   * Stores a golden file.
   *
   * @param now the same versions as they are written today
   */
  static StoredRun store(MemoryStorage storage, StoredRun now, int format, String golden) {
    byte[] content = Golden.file(format, golden);
    RunFile file = now.file();
    String directory = now.directory() + "-" + format;
    storage.replace(directory + "/" + file.path(), content);
    return new StoredRun(
        directory,
        new RunFile(
            file.path(),
            file.role(),
            file.table(),
            file.partition(),
            content.length,
            file.rows(),
            Sha256.of(content),
            file.firstKey(),
            file.lastKey(),
            file.firstSequence(),
            file.lastSequence(),
            file.fingerprint()));
  }
}
