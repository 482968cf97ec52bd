package dev.tidemark.capture.pgoutput;

import dev.tidemark.schemas.problem.ProblemException;

/** The server sent what is no message of this protocol; nothing of it may be kept. */
public final class MalformedMessageException extends ProblemException {

  private static final long serialVersionUID = 1L;

  MalformedMessageException(String what) {
    super(
        "the source's change stream cannot be read: " + what,
        "Capture begins again by itself. If this comes back, please report it with the server's"
            + " version.");
  }
}
