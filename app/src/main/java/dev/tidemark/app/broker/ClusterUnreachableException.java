package dev.tidemark.app.broker;

import dev.tidemark.schemas.problem.ProblemException;
import org.apache.kafka.common.errors.TimeoutException;

/** The Kafka cluster of the configuration does not answer: start it, or correct its address. */
public final class ClusterUnreachableException extends ProblemException {

  ClusterUnreachableException(String bootstrapServers, Throwable cause) {
    super(
        "Kafka at " + bootstrapServers + " cannot be reached" + reason(cause),
        "Start its brokers, or correct kafka.bootstrap-servers and kafka.client.… in the"
            + " configuration.",
        cause);
  }

  /** A timeout says nothing that the message does not. */
  private static String reason(Throwable cause) {
    return cause instanceof TimeoutException ? "" : ": " + cause.getMessage();
  }
}
