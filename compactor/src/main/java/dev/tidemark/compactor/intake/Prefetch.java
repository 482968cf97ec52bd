package dev.tidemark.compactor.intake;

import java.util.List;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;

/**
 * Fetches in a thread of its own while another works on what was fetched: to receive, decompress
 * and parse records is as much work as a backup has with them afterwards. The consumer is made,
 * used and closed by that thread.
 */
final class Prefetch implements AutoCloseable {

  /** What is fetched beyond it is one poll, as a reader that fetches by itself holds too. */
  private static final long AHEAD_BYTES = 16 << 20;

  private final ConsumerFactory consumers;
  private final List<Part> parts;
  private final LongSupplier nanoTime;
  private final FetchQueue queue = new FetchQueue(AHEAD_BYTES);
  private final Thread thread = new Thread(this::run, "log-prefetch");

  /** To be woken; null while there is none. */
  private @Nullable Consumer<byte[], byte[]> polled;

  private Prefetch(ConsumerFactory consumers, List<Part> parts, LongSupplier nanoTime) {
    this.consumers = consumers;
    this.parts = parts;
    this.nanoTime = nanoTime;
  }

  static Prefetch start(ConsumerFactory consumers, List<Part> parts, LongSupplier nanoTime) {
    Prefetch prefetch = new Prefetch(consumers, parts, nanoTime);
    prefetch.thread.setDaemon(true);
    prefetch.thread.start();
    return prefetch;
  }

  /**
   * What was fetched next; null at the end. Errors come after all that was fetched before them.
   *
   * @throws LogException it could not be fetched, or this thread was interrupted, which stays
   *     marked
   */
  @Nullable Fetched next() {
    try {
      return queue.take();
    } catch (InterruptedException e) {
      throw LogException.unreadable(new InterruptException(e));
    }
  }

  private void run() {
    Throwable failure = null;
    try (Consumer<byte[], byte[]> consumer = consumers.open()) {
      publish(consumer);
      new PartPoll(consumer, parts, nanoTime).into(queue);
    } catch (KafkaException e) {
      failure = LogException.unreadable(e);
    } catch (InterruptedException e) {
      // Whoever interrupts this thread has closed the queue.
      failure = LogException.unreadable(new InterruptException(e));
    } catch (RuntimeException | Error e) {
      failure = e;
    } finally {
      publish(null);
      queue.end(failure);
    }
  }

  private synchronized void publish(@Nullable Consumer<byte[], byte[]> consumer) {
    polled = consumer;
  }

  private synchronized void wake() {
    if (polled != null) {
      polled.wakeup();
    }
  }

  /** Ends the fetching and waits for that. An interrupt, which stays marked, is passed on. */
  @Override
  public void close() {
    queue.close();
    wake();
    boolean interrupted = Thread.interrupted();
    while (thread.isAlive()) {
      if (interrupted) {
        thread.interrupt();
      }
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
