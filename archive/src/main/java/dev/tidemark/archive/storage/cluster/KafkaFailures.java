package dev.tidemark.archive.storage.cluster;

import dev.tidemark.archive.storage.AnswerLostException;
import dev.tidemark.archive.storage.StorageBusyException;
import dev.tidemark.archive.storage.StorageException;
import dev.tidemark.archive.storage.StorageRefusedException;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;

/** Says what a failure of Kafka's clients means. */
final class KafkaFailures {

  private static final String LATER =
      "Check that its brokers run and can be reached, then run it again. What was backed up before"
          + " is whole.";

  private final String place;

  KafkaFailures(String place) {
    this.place = place;
  }

  StorageException reading(String verb, String path, Exception e) {
    Throwable cause = cause(e);
    String cannot = StorageException.cannot(verb, path, place);
    if (isInterrupt(cause)) {
      Thread.currentThread().interrupt();
      return new StorageBusyException(cannot + "interrupted", LATER, e);
    }
    return cause instanceof RetriableException
        ? new StorageBusyException(cannot + reason(cause), LATER, e)
        : lasting(cannot, cause, e);
  }

  /** The record may have been written, or be written yet. */
  StorageException writing(String path, Exception e) {
    Throwable cause = cause(e);
    String cannot = StorageException.cannot("write", path, place);
    if (isInterrupt(cause)) {
      Thread.currentThread().interrupt();
      return new AnswerLostException(cannot + "interrupted", LATER, e);
    }
    return cause instanceof RetriableException
        ? new AnswerLostException(cannot + reason(cause), LATER, e)
        : lasting(cannot, cause, e);
  }

  /** A chunk is lost, and nobody has its bytes any more: the file has to be written again. */
  StorageException chunk(String path, Exception e) {
    return writing(path, e) instanceof AnswerLostException lost
        ? new StorageException(String.valueOf(lost.getMessage()), LATER, e)
        : writing(path, e);
  }

  private static StorageException lasting(String cannot, Throwable cause, Exception e) {
    if (cause instanceof AuthorizationException || cause instanceof AuthenticationException) {
      return new StorageRefusedException(
          cannot + reason(cause),
          "The user of kafka.client.… needs to create, describe, read and write the collection's"
              + " topics.",
          e);
    }
    if (cause instanceof RecordTooLargeException || cause instanceof PolicyViolationException) {
      return new StorageRefusedException(
          cannot + reason(cause), "Let the collection's topics take messages of a megabyte.", e);
    }
    return new StorageException(cannot + reason(cause), LATER, e);
  }

  private static boolean isInterrupt(Throwable cause) {
    return cause instanceof InterruptException || cause instanceof InterruptedException;
  }

  private static String reason(Throwable cause) {
    String message = cause.getMessage();
    return message == null || message.isBlank() ? cause.getClass().getSimpleName() : message;
  }

  private static Throwable cause(Exception e) {
    Throwable cause = e instanceof ExecutionException ? e.getCause() : e;
    if (cause == null) {
      return e;
    }
    // What made a client fail to be built stands one below.
    return cause.getClass() == KafkaException.class && cause.getCause() != null
        ? cause.getCause()
        : cause;
  }
}
