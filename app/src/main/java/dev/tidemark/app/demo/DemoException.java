package dev.tidemark.app.demo;

import dev.tidemark.schemas.problem.ProblemException;

/** The demo cannot be played on this machine as it is. */
public final class DemoException extends ProblemException {

  DemoException(String message, Throwable cause) {
    super(
        message,
        "The demo needs some free memory and disk space in the temporary directory, and a C library"
            + " that PostgreSQL's binaries run with.",
        cause);
  }
}
