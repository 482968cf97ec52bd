package dev.tidemark.schemas.table;

import dev.tidemark.schemas.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/** JSON that is no table definition of this version. Nothing is guessed of it. */
public final class UnreadableDefinitionException extends ProblemException {

  private static final long serialVersionUID = 1;

  UnreadableDefinitionException(String why, @Nullable Throwable cause) {
    super(
        "a table definition cannot be read: " + why,
        "If a newer version of Tidemark wrote it, use that version or a later one; otherwise the"
            + " file or topic it is in is damaged.",
        cause);
  }
}
