package dev.tidemark.compactor.backup;

import dev.tidemark.schemas.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/** A job was told to stop. */
public final class BackupCancelledException extends ProblemException {

  BackupCancelledException(@Nullable Throwable cause) {
    super(
        "The backup was cancelled.",
        "Nothing of it was published; the next backup covers the same changes.",
        cause);
  }
}
