package dev.tidemark.capture.publish;

import dev.tidemark.schemas.problem.ProblemException;

/** A table's topic cannot be made beside another one. */
public final class TopicClashException extends ProblemException {

  private static final long serialVersionUID = 1L;

  TopicClashException(TopicClash clash) {
    super(
        "Kafka takes no topic "
            + clash.wanted()
            + " beside "
            + clash.other()
            + ": they differ only in dots and underscores",
        "Give the collection another name, or capture one of the two tables in a collection of"
            + " another name.");
  }
}
