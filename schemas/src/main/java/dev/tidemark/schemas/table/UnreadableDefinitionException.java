package dev.tidemark.schemas.table;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.tidemark.schemas.problem.ProblemException;

/** JSON that is no table definition of this version. Nothing is guessed of it. */
public final class UnreadableDefinitionException extends ProblemException {

  private static final long serialVersionUID = 1;

  UnreadableDefinitionException(JsonProcessingException cause) {
    super(
        "a table definition cannot be read: " + cause.getOriginalMessage(),
        "If a newer version of Tidemark wrote it, use that version or a later one; otherwise the"
            + " file or topic it is in is damaged.",
        cause);
  }
}
