package dev.tidemark.app.address;

import dev.tidemark.schemas.problem.ProblemException;
import java.nio.file.Path;

/** The file that was named for a password cannot be read: name another. */
public final class CheckPasswordFileException extends ProblemException {

  private static final long serialVersionUID = 1L;

  CheckPasswordFileException(Path file, Exception cause) {
    super(
        "cannot read the password from " + file + ": " + cause.getClass().getSimpleName(),
        "The file holds the password and nothing else.");
  }
}
