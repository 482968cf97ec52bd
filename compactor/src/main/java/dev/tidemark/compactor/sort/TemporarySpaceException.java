package dev.tidemark.compactor.sort;

import dev.tidemark.schemas.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Path;

/** The temporary directory cannot be used: full, read-only, gone. */
public final class TemporarySpaceException extends ProblemException {

  TemporarySpaceException(Path place, IOException cause) {
    super(
        "A backup sorts its changes in temporary files, and " + place + " failed: " + reason(cause),
        "Free space there, or give another temporary directory; nothing of this backup was"
            + " published.",
        cause);
  }

  private static String reason(IOException cause) {
    String message = cause.getMessage();
    return message == null ? cause.getClass().getSimpleName() : message;
  }
}
