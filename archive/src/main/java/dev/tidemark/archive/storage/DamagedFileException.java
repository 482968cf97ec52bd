package dev.tidemark.archive.storage;

import dev.tidemark.schemas.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/** A file is there and is not what was written. Nothing that depends on it may go on. */
public final class DamagedFileException extends ProblemException {

  /**
   * @param path the file, from the storage's root
   * @param what how it shows, as the end of the sentence "… is damaged: "
   */
  public DamagedFileException(String path, String what, @Nullable Throwable cause) {
    super(
        path + " is damaged: " + what,
        "Bring the file back from a copy of the storage, or restore to a point that does not need"
            + " it, and take a new full backup.",
        cause);
  }

  public DamagedFileException(String path, String what) {
    this(path, what, null);
  }

  private DamagedFileException(String message, @Nullable Throwable cause, String hint) {
    super(message, hint, cause);
  }

  /** A mark, which gives backups up, is none that can be believed. */
  public static DamagedFileException mark(String path, String what, @Nullable Throwable cause) {
    return new DamagedFileException(
        path + " is damaged: " + what,
        cause,
        "Bring the mark back from a copy of the storage. If retention did not write it, delete it:"
            + " the backups are there as before.");
  }
}
