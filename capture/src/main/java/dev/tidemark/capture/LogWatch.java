package dev.tidemark.capture;

import dev.tidemark.capture.event.LogHealth;
import dev.tidemark.capture.event.LogLoss;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks now and then whether the log that is written to still has everything. */
final class LogWatch implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LogWatch.class);
  private static final Duration INTERVAL = Duration.ofSeconds(5);
  private static final Duration CLOSING = Duration.ofSeconds(2);

  private final LogHealth health;
  private final Consumer<RuntimeException> onLoss;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread;

  private LogWatch(String name, LogHealth health, Consumer<RuntimeException> onLoss) {
    this.health = health;
    this.onLoss = onLoss;
    this.thread = new Thread(this::run, name + "-log-watch");
    this.thread.setDaemon(true);
  }

  /**
   * Begins to watch.
   *
   * @param onLoss told once; whoever opens the log anew finds out the same, and records it
   */
  static LogWatch start(String name, LogHealth health, Consumer<RuntimeException> onLoss) {
    LogWatch watch = new LogWatch(name, health, onLoss);
    watch.thread.start();
    return watch;
  }

  private void run() {
    try {
      while (!closing.await(INTERVAL.toMillis(), TimeUnit.MILLISECONDS)) {
        Optional<LogLoss> loss = look();
        if (loss.isPresent()) {
          onLoss.accept(new IllegalStateException(loss.get().reason()));
          return;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Optional<LogLoss> look() {
    try {
      return health.loss();
    } catch (RuntimeException e) {
      // Kafka or the archive does not answer: that is no loss, and capture tells of it if it lasts.
      LOG.debug("{}: could not look", thread.getName(), e);
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    closing.countDown();
    thread.interrupt();
    try {
      thread.join(CLOSING.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
