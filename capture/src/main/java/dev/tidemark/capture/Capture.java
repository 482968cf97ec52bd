package dev.tidemark.capture;

import dev.tidemark.capture.event.OpenedLog;
import dev.tidemark.capture.publish.FencedException;
import dev.tidemark.capture.publish.KafkaAddress;
import dev.tidemark.capture.publish.KafkaLogs;
import dev.tidemark.schemas.change.Sequence;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The running capture of one collection, on threads of its own. Whatever breaks, there is one way
 * back: the log is opened anew and capture goes on from its last checkpoint.
 */
public final class Capture implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Capture.class);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);
  private static final Duration CLOSING = Duration.ofSeconds(9);

  private final CaptureConfig config;
  private final Supplier<OpenedLog> logs;
  private final InstantSource clock = InstantSource.system();
  private final StatusBoard board =
      new StatusBoard(new CaptureStatus(CaptureState.STARTING, Sequence.NONE, null, 0, null));
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread;
  private volatile @Nullable CaptureAttempt attempt;

  private Capture(CaptureConfig config, Supplier<OpenedLog> logs) {
    this.config = config;
    this.logs = logs;
    this.thread = new Thread(this::run, config.slot() + "-capture");
    this.thread.setDaemon(true);
  }

  /**
   * Starts capturing: from the last checkpoint in Kafka, or with a snapshot when there is none.
   * Returns at once; {@link #status()} tells how it goes.
   *
   * @param archived what backups have of the collection
   */
  public static Capture start(CaptureConfig config, Archived archived) {
    KafkaLogs logs =
        new KafkaLogs(
            new KafkaAddress(config.bootstrapServers(), config.kafka()),
            config.collection(),
            config.tables(),
            config.partitions(),
            config.replicationFactor(),
            config.buffers().producerBytes(),
            archived::newest);
    return start(config, logs::open);
  }

  /** Starts capturing into a log that may be elsewhere than in Kafka. */
  static Capture start(CaptureConfig config, Supplier<OpenedLog> logs) {
    Capture capture = new Capture(config, logs);
    capture.thread.start();
    return capture;
  }

  public CaptureStatus status() {
    return board.status();
  }

  private void run() {
    Duration pause = FIRST_PAUSE;
    while (!isClosing()) {
      Sequence before = board.status().captured();
      try {
        if (go() == CaptureAttempt.Outcome.GAP) {
          return;
        }
        pause = FIRST_PAUSE;
        continue;
      } catch (FencedException e) {
        LOG.error("capture of {} stops: {}", config.collection(), e.getMessage());
        board.failed(CaptureState.STOPPED, e);
        return;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } catch (Throwable e) {
        // An error too: a capture that is dead and does not say so is worse than one that retries.
        if (isClosing()) {
          LOG.debug("capture of {} was broken off", config.collection(), e);
          return;
        }
        pause = board.status().captured().isAfter(before) ? FIRST_PAUSE : pause;
        board.failed(CaptureState.STARTING, e);
        LOG.warn(
            "capture of {} tries again in {}: {}", config.collection(), pause, e.getMessage(), e);
      }
      waitFor(pause);
      Duration twice = pause.multipliedBy(2);
      pause = twice.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : twice;
    }
  }

  private CaptureAttempt.Outcome go() throws InterruptedException {
    try (OpenedLog log = logs.get()) {
      CaptureAttempt now = new CaptureAttempt(config, log, board, clock);
      attempt = now;
      if (isClosing()) {
        now.stop();
      }
      return now.run();
    } finally {
      attempt = null;
    }
  }

  private boolean isClosing() {
    return closing.getCount() == 0;
  }

  private void waitFor(Duration pause) {
    try {
      closing.await(pause.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      closing.countDown();
    }
  }

  /** Whether it has let go of source and topics. */
  public boolean hasEnded() {
    return !thread.isAlive();
  }

  /**
   * Stops within a few seconds, as a rule. What is not in Kafka yet is read again by the next
   * start.
   */
  @Override
  public void close() {
    closing.countDown();
    CaptureAttempt now = attempt;
    if (now != null) {
      now.stop();
    }
    thread.interrupt();
    try {
      thread.join(CLOSING.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (thread.isAlive()) {
      LOG.warn("capture of {} did not stop within {}", config.collection(), CLOSING);
    }
    if (board.status().state() != CaptureState.GAP) {
      board.state(CaptureState.STOPPED);
    }
  }
}
