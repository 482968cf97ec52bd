package dev.tidemark.capture.source;

import dev.tidemark.capture.catalog.Lsn;
import dev.tidemark.capture.catalog.SourceSettings;
import dev.tidemark.capture.transaction.SourceEvent;
import dev.tidemark.schemas.change.CollectionName;
import dev.tidemark.schemas.change.SourcePosition;
import dev.tidemark.schemas.problem.ProblemException;
import io.debezium.embedded.Connect;
import io.debezium.embedded.async.ConvertingAsyncEngineBuilderFactory;
import io.debezium.engine.DebeziumEngine;
import io.debezium.engine.DebeziumEngine.RecordCommitter;
import io.debezium.engine.RecordChangeEvent;
import io.debezium.engine.format.ChangeEventFormat;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The running stream of a source's changes, from its slot. */
public final class ChangeStream implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ChangeStream.class);
  private static final Duration CLOSING = Duration.ofSeconds(6);

  private final StreamSettings settings;
  private final Handler handler;
  private final ChangeReader reader;
  private final DebeziumEngine<RecordChangeEvent<SourceRecord>> engine;

  /** That the engine is no longer there. */
  private final CompletableFuture<Void> ended = new CompletableFuture<>();

  /** How the stream ended: as the engine did, or because it was broken off. */
  private final CompletableFuture<Void> outcome = new CompletableFuture<>();

  private volatile @Nullable Throwable notTaken;

  /** What takes the source's events. */
  @FunctionalInterface
  public interface Handler {

    /**
     * Takes the next events, on the stream's own thread; from time to time there are none.
     *
     * @return the end of the last transaction that is durable: the source may forget it
     */
    SourcePosition accept(List<SourceEvent> batch);
  }

  private ChangeStream(StreamSettings settings, ChangeReader reader, Handler handler) {
    this.settings = settings;
    this.handler = handler;
    this.reader = reader;
    this.engine =
        new ConvertingAsyncEngineBuilderFactory()
            .builder(ChangeEventFormat.of(Connect.class))
            .using(settings.properties())
            .using(this::ended)
            .notifying(this::handle)
            .build();
  }

  /**
   * Starts a stream on threads of its own.
   *
   * @param collection whose stream it is
   */
  public static ChangeStream start(
      StreamSettings settings, CollectionName collection, Handler handler) {
    SourceSettings.requireUtc();
    ChangeStream stream = new ChangeStream(settings, new ChangeReader(collection), handler);
    Thread thread = new Thread(stream::run, settings.name() + "-stream");
    thread.setDaemon(true);
    thread.start();
    return stream;
  }

  private void run() {
    try {
      engine.run();
      outcome.complete(null);
    } catch (RuntimeException | Error e) {
      outcome.completeExceptionally(e);
      throw e;
    } finally {
      ended.complete(null);
    }
  }

  /**
   * Waits until the stream ends by itself, which it does hardly ever without an error.
   *
   * @throws ProblemException why it ended; or what its handler threw
   */
  public void await() throws InterruptedException {
    try {
      outcome.get();
    } catch (ExecutionException e) {
      if (notTaken instanceof Error error) {
        throw error;
      }
      throw explain(e.getCause() == null ? e : e.getCause());
    }
  }

  private void ended(boolean success, String message, @Nullable Throwable error) {
    if (error == null) {
      outcome.complete(null);
    } else {
      outcome.completeExceptionally(error);
    }
  }

  private void handle(
      List<RecordChangeEvent<SourceRecord>> records,
      RecordCommitter<RecordChangeEvent<SourceRecord>> committer)
      throws InterruptedException {
    for (RecordChangeEvent<SourceRecord> record : records) {
      WireBatch batch = (WireBatch) record.record().value();
      // Only the end of a transaction is ever confirmed, and only once Kafka has it.
      batch.confirm().accept(Lsn.of(taken(reader.read(batch.messages()))));
    }
    committer.markBatchFinished();
  }

  /** An error of what takes the events is not the stream's: it is thrown as it is. */
  private SourcePosition taken(List<SourceEvent> batch) {
    try {
      return handler.accept(batch);
    } catch (RuntimeException | Error e) {
      notTaken = e;
      throw e;
    }
  }

  private RuntimeException explain(Throwable error) {
    if (notTaken instanceof RuntimeException own) {
      return own;
    }
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (cause instanceof ProblemException problem) {
        return problem;
      }
    }
    Throwable root = error;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return settings.broken(
        root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage(), error);
  }

  /** Ends the stream with an error, from another thread. */
  public void breakOff(RuntimeException why) {
    outcome.completeExceptionally(why);
  }

  /** Ends the stream. What was taken and is not durable yet is sent again to the next one. */
  @Override
  public void close() {
    long deadline = System.nanoTime() + CLOSING.toNanos();
    while (!ended.isDone() && System.nanoTime() < deadline && !stop()) {
      pause(Duration.ofMillis(20));
    }
    pause(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
    if (!ended.isDone()) {
      LOG.warn("the change stream {} did not end within {}", settings.name(), CLOSING);
    }
  }

  /** False while the engine is in a state in which it cannot be stopped. */
  private boolean stop() {
    try {
      engine.close();
      return true;
    } catch (IllegalStateException e) {
      LOG.debug("the change stream {} cannot be stopped just now", settings.name(), e);
      return false;
    } catch (IOException e) {
      LOG.warn("the change stream {} did not stop in order", settings.name(), e);
      return true;
    }
  }

  private void pause(Duration most) {
    try {
      ended.get(most.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      LOG.trace("waited for the end of the change stream {}", settings.name(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
