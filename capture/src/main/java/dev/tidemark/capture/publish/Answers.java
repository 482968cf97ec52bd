package dev.tidemark.capture.publish;

import dev.tidemark.schemas.change.CollectionName;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaFuture;

/**
 * Waits for what Kafka is to do for a collection.
 *
 * @param collection named when Kafka fails to
 */
record Answers(CollectionName collection) {

  /**
   * @param what Kafka is to do
   * @throws LogUnavailableException it failed to, or the thread was interrupted
   */
  <T> T await(String what, KafkaFuture<T> future) {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw new LogUnavailableException(
          "Kafka failed to " + what + " for collection " + collection, cause(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LogUnavailableException("interrupted while Kafka was to " + what, e);
    }
  }

  void awaitUnless(Class<? extends Throwable> harmless, String what, KafkaFuture<Void> future) {
    unless(harmless, what, future.thenApply(done -> Boolean.TRUE));
  }

  /** Empty when Kafka failed to for a harmless reason. */
  <T> Optional<T> unless(Class<? extends Throwable> harmless, String what, KafkaFuture<T> future) {
    try {
      return Optional.of(await(what, future));
    } catch (LogUnavailableException e) {
      if (!harmless.isInstance(e.getCause())) {
        throw e;
      }
      return Optional.empty();
    }
  }

  private static Throwable cause(ExecutionException e) {
    return e.getCause() == null ? e : e.getCause();
  }
}
