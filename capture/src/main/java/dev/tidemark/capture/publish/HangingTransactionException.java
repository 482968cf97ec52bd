package dev.tidemark.capture.publish;

import dev.tidemark.schemas.problem.ProblemException;
import org.apache.kafka.common.TopicPartition;

/**
 * The brokers never ended a transaction of this log; what becomes of it has to be decided first.
 */
public final class HangingTransactionException extends ProblemException {

  private static final long serialVersionUID = 1L;

  HangingTransactionException(TopicPartition partition, long decided, long end) {
    super(
        "a transaction hangs in topic "
            + partition.topic()
            + ", partition "
            + partition.partition()
            + ": it is decided up to offset "
            + decided
            + " and ends at "
            + end,
        "End it with `kafka-transactions.sh abort --topic "
            + partition.topic()
            + " --partition "
            + partition.partition()
            + " --start-offset "
            + decided
            + "`; capture then goes on by itself. Brokers of version 4.3.0 and 4.3.1 leave such"
            + " transactions behind (KAFKA-20734): use another version.");
  }
}
