package dev.tidemark.restorer;

import dev.tidemark.schemas.problem.ProblemException;

/**
 * Changes are missing before the point, or a table is not known there: choose one on this side of
 * the gap, or beyond it.
 */
public final class ChooseAnotherPointException extends ProblemException {

  private static final long serialVersionUID = 1L;

  ChooseAnotherPointException(String message, String hint) {
    super(message, hint);
  }
}
