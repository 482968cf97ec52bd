package dev.tidemark.capture;

import dev.tidemark.capture.event.OpenedLog;
import dev.tidemark.capture.publish.FencedException;
import dev.tidemark.capture.publish.KafkaAddress;
import dev.tidemark.capture.publish.KafkaLogs;
import dev.tidemark.schemas.change.Sequence;
import dev.tidemark.schemas.change.TableId;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
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
  private final AtomicReference<List<TableId>> wanted;
  private final Renames renames;
  private final Supplier<OpenedLog> logs;
  private final InstantSource clock = InstantSource.system();
  private final StatusBoard board = new StatusBoard(CaptureStatus.FIRST);
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread;
  private final MissingFiles missing;
  private volatile @Nullable CaptureAttempt attempt;

  private Capture(
      CaptureConfig config,
      AtomicReference<List<TableId>> wanted,
      Renames renames,
      MissingFiles missing,
      Supplier<OpenedLog> logs) {
    this.config = config;
    this.wanted = wanted;
    this.renames = renames;
    this.missing = missing;
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
    return start(config, archived, (from, to) -> {});
  }

  /**
   * As {@link #start(CaptureConfig, Archived)}.
   *
   * @param renames told of every table of the collection that has another name in the source now
   */
  public static Capture start(CaptureConfig config, Archived archived, Renames renames) {
    AtomicReference<List<TableId>> wanted = new AtomicReference<>(config.tables());
    KafkaLogs logs =
        new KafkaLogs(
            new KafkaAddress(config.bootstrapServers(), config.kafka()),
            config.collection(),
            wanted::get,
            config.partitions(),
            config.replicationFactor(),
            config.buffers().producerBytes(),
            archived::newest);
    return start(config, wanted, renames, MissingFiles.PATIENCE, logs::open);
  }

  /** Starts capturing into a log that may be elsewhere than in Kafka. */
  static Capture start(CaptureConfig config, Supplier<OpenedLog> logs) {
    return start(config, (from, to) -> {}, logs);
  }

  /** Starts capturing, and tells of renamed tables. */
  static Capture start(CaptureConfig config, Renames renames, Supplier<OpenedLog> logs) {
    return start(config, renames, MissingFiles.PATIENCE, logs);
  }

  /**
   * The same.
   *
   * @param patience for how long a server has to say that it does not find its log
   */
  static Capture start(
      CaptureConfig config, Renames renames, Duration patience, Supplier<OpenedLog> logs) {
    return start(config, new AtomicReference<>(config.tables()), renames, patience, logs);
  }

  private static Capture start(
      CaptureConfig config,
      AtomicReference<List<TableId>> wanted,
      Renames renames,
      Duration patience,
      Supplier<OpenedLog> logs) {
    MissingFiles missing = new MissingFiles(patience, System::nanoTime);
    Capture capture = new Capture(config, wanted, renames, missing, logs);
    capture.thread.start();
    return capture;
  }

  /**
   * Changes which tables the collection is to have. Capture goes on meanwhile: a table that comes
   * is read beside the others, and what is captured of one that goes is known up to where it went.
   * {@link CaptureStatus#members()} tells when they have come and gone.
   *
   * @param tables all of them, at least one
   */
  public void tables(List<TableId> tables) {
    if (!wanted.getAndSet(List.copyOf(tables)).equals(tables)) {
      LOG.info("the tables of {} are to be {}", config.collection(), tables);
      CaptureAttempt now = attempt;
      if (now != null) {
        now.wake();
      }
    }
  }

  /** Told on a thread of capture's, before anything of it stands in the log. */
  @FunctionalInterface
  public interface Renames {

    /** A table of the collection has another name in the source, and no other has its old one. */
    void renamed(TableId from, TableId to);
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
        missing.forget();
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
        missing.ended(e);
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
      CaptureAttempt now =
          new CaptureAttempt(config, wanted::get, renames, log, board, missing, clock);
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
