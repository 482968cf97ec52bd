package dev.tidemark.app.operation;

import dev.tidemark.archive.chain.History;
import dev.tidemark.archive.manifest.Archive;
import dev.tidemark.archive.plan.Resolution;
import dev.tidemark.archive.plan.Resolution.Beyond;
import dev.tidemark.archive.plan.Resolution.Unknown;
import dev.tidemark.archive.plan.RestorePoint;
import dev.tidemark.archive.plan.RestorePoint.Latest;
import dev.tidemark.restorer.Restore;
import dev.tidemark.restorer.RestoreReport;
import dev.tidemark.restorer.load.RestoreCancelledException;
import dev.tidemark.schemas.change.CollectionName;
import java.time.Clock;
import java.time.Instant;

/**
 * Rebuilds tables from a storage alone, when there is no home any more or its collection was
 * dropped. What the backups do not have does not exist.
 */
public final class RestoreStored {

  private final StoredCollections stored;
  private final Clock clock;
  private final Listener listener;

  public RestoreStored(StoredCollections stored, Clock clock, Listener listener) {
    this.stored = stored;
    this.clock = clock;
    this.listener = listener;
  }

  /**
   * @throws dev.tidemark.schemas.problem.ProblemException it cannot be done; the target is as it
   *     was
   */
  public RestoreReport run(CollectionName name, RestoreOrder order) {
    return Cancellable.run(() -> restore(name, order), RestoreCancelledException::new);
  }

  private RestoreReport restore(CollectionName name, RestoreOrder order) {
    Archive archive = stored.archive(name);
    PointFinder.requirePast(order.point(), Instant.now(clock));
    PointFinder finder = new PointFinder(archive);
    RestorePoint point =
        finder.history().map(history -> find(name, order, finder, history)).orElse(order.point());
    return Restore.run(order.request(archive, point), new RestoreProgress(listener));
  }

  /** The archive itself would advise to take a backup, which nobody can any more. */
  private RestorePoint find(
      CollectionName name, RestoreOrder order, PointFinder finder, History history) {
    if (order.point() instanceof Latest) {
      listener.note("the latest is the end of the last backup, " + HowFar.of(history.last()));
      return order.point();
    }
    Resolution resolution = finder.find(order.point(), history);
    if (resolution instanceof Beyond) {
      throw RestorePointException.beyondStored(history.last());
    } else if (resolution instanceof Unknown unknown) {
      throw RestorePointException.notStored(unknown.what(), name);
    }
    return PointFinder.exactly(order.point(), resolution);
  }
}
