package dev.tidemark.capture.publish;

import dev.tidemark.schemas.problem.ProblemException;

/** Kafka did not take or give something; the same thing may work later. */
public final class LogUnavailableException extends ProblemException {

  private static final long serialVersionUID = 1L;

  LogUnavailableException(String what, Throwable cause) {
    super(
        what + ": " + reason(cause),
        "Check that the Kafka brokers run and can be reached, and that the topics allow large"
            + " messages.",
        cause);
  }

  private static String reason(Throwable cause) {
    String message = cause.getMessage();
    return message == null ? cause.getClass().getSimpleName() : message;
  }
}
