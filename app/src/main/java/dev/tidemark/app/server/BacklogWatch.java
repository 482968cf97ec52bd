package dev.tidemark.app.server;

import dev.tidemark.capture.CaptureConfig;
import dev.tidemark.capture.Sources;
import dev.tidemark.capture.catalog.Backlog;
import dev.tidemark.schemas.problem.ProblemException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks a source now and then how much log it holds for capture: on a thread and a connection of its
 * own, for it matters most when capture hangs.
 */
final class BacklogWatch implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(BacklogWatch.class);
  private static final long PAUSE_MILLIS = 5_000;

  private final CaptureConfig config;
  private final Thread thread;
  private volatile Optional<Backlog> last = Optional.empty();

  private BacklogWatch(CaptureConfig config) {
    this.config = config;
    this.thread = new Thread(this::rounds, "backlog of " + config.collection());
    // A source that answers nobody must not keep a server from ending.
    thread.setDaemon(true);
  }

  static BacklogWatch start(CaptureConfig config) {
    BacklogWatch watch = new BacklogWatch(config);
    watch.thread.start();
    return watch;
  }

  /** The last answer; empty while the source gives none. */
  Optional<Backlog> last() {
    return last;
  }

  private void rounds() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        last = ask();
        Thread.sleep(PAUSE_MILLIS);
      }
    } catch (InterruptedException e) {
      LOG.debug("{}: its source is no longer asked for its backlog", config.collection());
    }
  }

  private Optional<Backlog> ask() {
    try {
      return Sources.backlog(config);
    } catch (ProblemException e) {
      // Capture meets the same, and tells of it.
      LOG.debug("{}: {}", config.collection(), e.getMessage());
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
