package dev.tidemark.restorer.select;

import dev.tidemark.schemas.problem.ProblemException;

/** The tables asked for cannot be restored together, or are not there: choose others. */
public final class ChooseTablesException extends ProblemException {

  private static final long serialVersionUID = 1L;

  ChooseTablesException(String message, String hint) {
    super(message, hint);
  }
}
