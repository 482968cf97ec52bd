package dev.tidemark.restorer.file;

import dev.tidemark.schemas.problem.ProblemException;
import java.io.IOException;

/** The directory cannot be written: check its path, its rights and the space on its disk. */
public final class CheckDirectoryException extends ProblemException {

  private static final long serialVersionUID = 1L;

  CheckDirectoryException(String doing, IOException e) {
    super(
        doing + " failed: " + e.getClass().getSimpleName() + ": " + e.getMessage(),
        "Check that the path is right, may be written and has space, then restore again.",
        e);
  }
}
