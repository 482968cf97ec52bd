package dev.tidemark.restorer.verify;

import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.problem.ProblemException;

/** The target does not hold what the archive gave it: the restore was undone. */
public final class LoadedDataDiffersException extends ProblemException {

  private static final long serialVersionUID = 1L;

  private static final String HINT =
      "Nothing was published. Something on the target changes rows as they are loaded: look for"
          + " another version of a type or an event trigger there, and restore to files to see the"
          + " rows themselves.";

  private LoadedDataDiffersException(String message) {
    super(message, HINT);
  }

  private LoadedDataDiffersException(String message, IllegalArgumentException cause) {
    super(message, HINT, cause);
  }

  /**
   * @param read what the archive holds
   * @param loaded what the target holds
   */
  public static void check(TableId table, Checksum read, Checksum loaded) {
    checkRows(table, read.rows(), loaded.rows());
    if (read.sum() != loaded.sum()) {
      throw new LoadedDataDiffersException(
          "the rows of "
              + table
              + " on the target are not those of the archive (checksum "
              + loaded.hex()
              + " instead of "
              + read.hex()
              + ")");
    }
  }

  /**
   * The same for rows that were read from the target in two forms.
   *
   * @param text read as text
   * @param binary read in binary
   */
  public static void checkForms(TableId table, Checksum text, Checksum binary) {
    if (!text.equals(binary)) {
      throw new LoadedDataDiffersException(
          "the target has some rows of "
              + table
              + " as text that it has otherwise in binary (checksum "
              + binary.hex()
              + " instead of "
              + text.hex()
              + ")");
    }
  }

  /** The target sends something else than rows of the table. */
  public static LoadedDataDiffersException unreadable(TableId table, IllegalArgumentException why) {
    return new LoadedDataDiffersException(
        "the rows of " + table + " on the target cannot be read back: " + why.getMessage(), why);
  }

  /** The same for the number of rows alone. */
  public static void checkRows(TableId table, long read, long loaded) {
    if (read != loaded) {
      throw new LoadedDataDiffersException(
          "the archive holds " + read + " rows of " + table + " and the target took " + loaded);
    }
  }
}
