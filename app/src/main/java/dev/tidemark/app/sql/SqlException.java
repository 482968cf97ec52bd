package dev.tidemark.app.sql;

import dev.tidemark.schemas.problem.ProblemException;

/**
 * A text is no statement: write it differently. The message shows the line with a caret under the
 * word that is wrong; what stands in the URLs of that line is left out, for the passwords in it.
 */
public final class SqlException extends ProblemException {

  private static final long serialVersionUID = 1L;

  SqlException(String message, String hint) {
    super(message, hint);
  }
}
