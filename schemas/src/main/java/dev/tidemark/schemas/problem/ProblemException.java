package dev.tidemark.schemas.problem;

import org.jspecify.annotations.Nullable;

/**
 * Something a person has to know of. The message says what happened and where, without secrets; the
 * hint says what to do next.
 */
public abstract class ProblemException extends RuntimeException {

  private final String hint;

  protected ProblemException(String message, String hint, @Nullable Throwable cause) {
    super(message, cause);
    this.hint = hint;
  }

  protected ProblemException(String message, String hint) {
    this(message, hint, null);
  }

  /** What to do next: one or two sentences. */
  public final String hint() {
    return hint;
  }
}
