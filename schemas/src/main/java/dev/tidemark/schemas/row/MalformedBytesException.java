package dev.tidemark.schemas.row;

import dev.tidemark.schemas.problem.ProblemException;

/** Bytes that are not what their schema says. What they came from is damaged. */
public final class MalformedBytesException extends ProblemException {

  private static final long serialVersionUID = 1;

  public MalformedBytesException(String why) {
    super(
        "bytes are not what their schema says: " + why,
        "The file or topic they came from is damaged; verify the backup, and restore from another"
            + " chain.");
  }
}
