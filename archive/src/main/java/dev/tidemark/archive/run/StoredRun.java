package dev.tidemark.archive.run;

/**
 * A run and where it is.
 *
 * @param directory of its backup, from the storage's root
 */
public record StoredRun(String directory, RunFile file) {

  /** From the storage's root. */
  public String path() {
    return directory + "/" + file.path();
  }
}
