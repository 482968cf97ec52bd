package dev.tidemark.app.server;

import dev.tidemark.app.home.CollectionState;
import dev.tidemark.app.home.CollectionStatus;
import dev.tidemark.app.home.ProtectedTables;
import dev.tidemark.app.operation.Deployment;
import dev.tidemark.capture.AfterGap;
import dev.tidemark.capture.Capture;
import dev.tidemark.capture.CaptureConfig;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One collection under the server's care: its capture, and what is told of it. */
final class CapturedCollection implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(CapturedCollection.class);

  private final StatusTeller teller;
  private final AfterGap afterGap;
  private final Optional<Long> warnAt;
  private final Capture capture;
  private final BacklogWatch backlog;
  private final LimitWatch limits;
  private final NewTables newTables;
  private ProtectedTables collection;

  CapturedCollection(Deployment deployment, ProtectedTables collection) {
    CaptureConfig config = deployment.capture(collection);
    this.collection = collection;
    this.teller = new StatusTeller(deployment.home().statusBoard(), collection.name());
    this.afterGap = config.afterGap();
    this.warnAt = deployment.configuration().sourceLogWarning();
    LOG.info("{}: capture of {} begins", collection.name(), collection.source().place());
    this.newTables = NewTables.start(deployment.home(), config);
    this.capture = Capture.start(config, deployment.archived(collection), newTables::renamed);
    this.backlog = BacklogWatch.start(config);
    this.limits = LimitWatch.start(config, deployment.archived(collection));
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
    boolean isAtGap = state().filter(CollectionState.GAP::equals).isPresent();
    return wanted != afterGap && (isAtGap || wanted == AfterGap.STOP);
  }

  /** Snapshotting, streaming, or before a gap that only a person can decide on. */
  boolean isSettled() {
    return state().filter(state -> state != CollectionState.STOPPED).isPresent();
  }

  private Optional<CollectionState> state() {
    return teller.told().map(CollectionStatus::state);
  }

  /** What capture says now, told to whoever reads the home, and logged when it is news. */
  void tell() {
    teller.tell(
        CaptureStatuses.of(
            capture.status(), backlog.last(), warnAt, limits.last(), newTables.unprotected()));
  }

  /** Capture has let go of source and topics when the status is gone. */
  @Override
  public void close() {
    backlog.close();
    limits.close();
    newTables.close();
    capture.close();
    if (capture.hasEnded()) {
      teller.forget();
      LOG.info("{}: capture has ended", collection.name());
    } else {
      LOG.warn("{}: capture does not end; it does when this process does", collection.name());
    }
  }
}
