package dev.tidemark.app.server;

import dev.tidemark.capture.Archived;
import dev.tidemark.capture.CaptureConfig;
import dev.tidemark.capture.publish.Covered;
import dev.tidemark.capture.publish.KafkaAddress;
import dev.tidemark.capture.publish.LogLimit;
import dev.tidemark.capture.publish.LogLimits;
import dev.tidemark.schemas.problem.ProblemException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks Kafka now and then whether it may remove what a collection's topics hold before a backup has
 * it: on a thread of its own, for what is there may go also while capture hangs.
 */
final class LimitWatch implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LimitWatch.class);
  private static final long PAUSE_MILLIS = 10_000;

  /** To find out what waits for a backup is to read records and manifests: not as often. */
  private static final Duration WAITING_ANEW = Duration.ofMinutes(1);

  private final CaptureConfig config;
  private final Archived archived;
  private final Clock clock;
  private final Thread thread;
  private volatile Optional<KafkaWarning> last = Optional.empty();
  private @Nullable Found found;
  private Optional<Covered> covered = Optional.empty();

  /** What there was, and when that was found out. */
  private record Found(List<LogLimit> limits, Map<String, Instant> waiting, Instant at) {}

  LimitWatch(CaptureConfig config, Archived archived, Clock clock) {
    this.config = config;
    this.archived = archived;
    this.clock = clock;
    this.thread = new Thread(this::rounds, "limits of " + config.collection());
    // A cluster that answers nobody must not keep a server from ending.
    thread.setDaemon(true);
  }

  static LimitWatch start(CaptureConfig config, Archived archived) {
    LimitWatch watch = new LimitWatch(config, archived, Clock.systemUTC());
    watch.thread.start();
    return watch;
  }

  /** What was found last; empty while nothing limits the topics. */
  Optional<KafkaWarning> last() {
    return last;
  }

  private void rounds() {
    KafkaAddress kafka = new KafkaAddress(config.bootstrapServers(), config.kafka());
    try {
      while (!Thread.currentThread().isInterrupted()) {
        askOn(kafka);
        Thread.sleep(PAUSE_MILLIS);
      }
    } catch (InterruptedException e) {
      LOG.debug("{}: Kafka is no longer asked for its limits", config.collection());
    }
  }

  /** Until something is in the way, as a name that cannot be resolved for a moment. */
  private void askOn(KafkaAddress kafka) throws InterruptedException {
    try (LogLimits limits = new LogLimits(kafka, config.collection())) {
      while (!Thread.currentThread().isInterrupted()) {
        last = ask(limits);
        Thread.sleep(PAUSE_MILLIS);
      }
    } catch (RuntimeException e) {
      LOG.warn("{}: Kafka is not asked for its limits now", config.collection(), e);
    }
  }

  /** While Kafka does not answer, what it said last stands. */
  Optional<KafkaWarning> ask(LogLimits limits) {
    try {
      List<LogLimit> now = limits.find();
      Instant at = Instant.now(clock);
      if (found == null || !found.limits().equals(now) || isOld(found, at)) {
        found = new Found(now, now.isEmpty() ? Map.of() : limits.waiting(now, covered()), at);
      }
      return KafkaWarning.of(now, found.waiting(), at);
    } catch (ProblemException e) {
      // Capture meets the same, and tells of it.
      LOG.debug("{}: {}", config.collection(), e.getMessage());
      return last;
    }
  }

  private static boolean isOld(Found found, Instant now) {
    return !found.limits().isEmpty() && !now.isBefore(found.at().plus(WAITING_ANEW));
  }

  /** What an archive that is down said last: while it is, it gets no backup. */
  private Optional<Covered> covered() {
    try {
      covered = archived.newest();
    } catch (ProblemException e) {
      LOG.debug("{}: {}", config.collection(), e.getMessage());
    }
    return covered;
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
