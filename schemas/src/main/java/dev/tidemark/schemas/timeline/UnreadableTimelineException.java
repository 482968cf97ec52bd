package dev.tidemark.schemas.timeline;

import dev.tidemark.schemas.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/** A record of the timeline that this version cannot read. Nothing is guessed of it. */
public final class UnreadableTimelineException extends ProblemException {

  private static final long serialVersionUID = 1;

  UnreadableTimelineException(String message, @Nullable Throwable cause) {
    super(
        message,
        "If a newer version of Tidemark wrote it, use that version or a later one; otherwise the"
            + " record is damaged.",
        cause);
  }
}
