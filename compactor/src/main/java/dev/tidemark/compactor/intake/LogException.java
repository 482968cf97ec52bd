package dev.tidemark.compactor.intake;

import dev.tidemark.schemas.problem.ProblemException;
import java.time.Duration;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** The log cannot be read as it must be. */
public final class LogException extends ProblemException {

  private static final String NOTHING_PUBLISHED = " Nothing of this backup was published.";

  private LogException(String message, String hint, @Nullable Throwable cause) {
    super(message, hint, cause);
  }

  static LogException expired(TopicPartition topic, long needed, long earliest) {
    return new LogException(
        "Topic "
            + topic.topic()
            + " has lost changes that no backup holds: partition "
            + topic.partition()
            + " begins at offset "
            + earliest
            + ", and offset "
            + needed
            + " is needed.",
        "These changes are gone from the log, which capture tells as a gap. The backups there are"
            + " stay restorable; AFTER_GAP = 'new full' goes on with a new snapshot. Let no"
            + " retention time or size apply to its topics.",
        null);
  }

  static LogException stalled(TopicPartition topic, long position, long to, Duration patience) {
    return new LogException(
        "Topic "
            + topic.topic()
            + ", partition "
            + topic.partition()
            + " gave nothing for "
            + patience.toSeconds()
            + " s: it was read up to offset "
            + position
            + ", and the timeline says it reaches "
            + to
            + ".",
        "Is every broker up, and was the topic not deleted or made anew?" + NOTHING_PUBLISHED,
        null);
  }

  static LogException unreadable(KafkaException cause) {
    String message = cause.getMessage();
    return new LogException(
        "Kafka could not be read: "
            + (message == null ? cause.getClass().getSimpleName() : message),
        "Is the broker running, and reachable under the address given?" + NOTHING_PUBLISHED,
        cause);
  }
}
