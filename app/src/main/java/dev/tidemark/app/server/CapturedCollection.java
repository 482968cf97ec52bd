package dev.tidemark.app.server;

import dev.tidemark.app.home.CollectionState;
import dev.tidemark.app.home.CollectionStatus;
import dev.tidemark.app.home.ProtectedTables;
import dev.tidemark.app.home.StatusBoard;
import dev.tidemark.app.operation.Deployment;
import dev.tidemark.capture.AfterGap;
import dev.tidemark.capture.Capture;
import dev.tidemark.capture.CaptureConfig;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One collection under the server's care: its capture, and what is told of it. */
final class CapturedCollection implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(CapturedCollection.class);

  private final StatusBoard board;
  private final AfterGap afterGap;
  private final Optional<Long> warnAt;
  private final Capture capture;
  private final BacklogWatch backlog;
  private final NewTables newTables;
  private ProtectedTables collection;
  private @Nullable CollectionStatus told;

  CapturedCollection(Deployment deployment, ProtectedTables collection) {
    CaptureConfig config = deployment.capture(collection);
    this.collection = collection;
    this.board = deployment.home().statusBoard();
    this.afterGap = config.afterGap();
    this.warnAt = deployment.configuration().sourceLogWarning();
    LOG.info("{}: capture of {} begins", collection.name(), collection.source().place());
    this.newTables = NewTables.start(deployment.home(), config);
    this.capture = Capture.start(config, deployment.archived(collection), newTables::renamed);
    this.backlog = BacklogWatch.start(config);
  }

  /** The collection may have other tables now. */
  void update(ProtectedTables now) {
    collection = now;
    capture.tables(now.tables());
  }

  ProtectedTables collection() {
    return collection;
  }

  /**
   * Whether it has to begin again to do what is wanted after a gap now: when there is one, or when
   * it would go on behind one against what is wanted.
   */
  boolean mustBeginAgain(AfterGap wanted) {
    boolean isAtGap = told != null && told.state() == CollectionState.GAP;
    return wanted != afterGap && (isAtGap || wanted == AfterGap.STOP);
  }

  /** Snapshotting, streaming, or before a gap that only a person can decide on. */
  boolean isSettled() {
    return told != null && told.state() != CollectionState.STOPPED;
  }

  /** What capture says now, told to whoever reads the home, and logged when it is news. */
  void tell() {
    CollectionStatus current =
        CaptureStatuses.of(capture.status(), backlog.last(), warnAt, newTables.unprotected());
    CollectionStatus before = told;
    if (!current.equals(before)) {
      board.write(collection.name(), current);
      log(before, current);
      told = current;
    }
  }

  private void log(@Nullable CollectionStatus before, CollectionStatus current) {
    if (before == null || before.state() != current.state()) {
      LOG.info("{}: {}", collection.name(), current.state().word());
    }
    String error = current.error();
    if (error != null && (before == null || !error.equals(before.error()))) {
      LOG.warn("{}: {}", collection.name(), error);
    }
    if (current.warning() != null && (before == null || before.warning() == null)) {
      LOG.warn("{}: {}", collection.name(), current.warning());
    }
  }

  /** Capture has let go of source and topics when the status is gone. */
  @Override
  public void close() {
    backlog.close();
    newTables.close();
    capture.close();
    if (capture.hasEnded()) {
      board.remove(collection.name());
      LOG.info("{}: capture has ended", collection.name());
    } else {
      LOG.warn("{}: capture does not end; it does when this process does", collection.name());
    }
  }
}
