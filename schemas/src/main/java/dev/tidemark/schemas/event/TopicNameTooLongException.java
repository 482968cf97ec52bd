package dev.tidemark.schemas.event;

import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.problem.ProblemException;

/** A table cannot be captured, for Kafka cannot name its topic. */
public final class TopicNameTooLongException extends ProblemException {

  private static final long serialVersionUID = 1;

  TopicNameTooLongException(TableId table, int length, int longest) {
    super(
        "the topic of table "
            + table
            + " would have a name of "
            + length
            + " characters; Kafka takes "
            + longest,
        "Give the table, its schema or the collection a shorter name; each character other than"
            + " a-z, A-Z, 0-9, _ and - counts as seven.");
  }
}
