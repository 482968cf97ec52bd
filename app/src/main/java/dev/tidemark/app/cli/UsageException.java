package dev.tidemark.app.cli;

import dev.tidemark.schemas.problem.ProblemException;

/** The command was asked for in a way that makes no sense: write it differently. */
final class UsageException extends ProblemException {

  UsageException(String message, String hint) {
    super(message, hint);
  }
}
