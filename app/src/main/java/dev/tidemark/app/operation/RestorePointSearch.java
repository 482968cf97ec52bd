package dev.tidemark.app.operation;

import dev.tidemark.app.broker.ClusterUnreachableException;
import dev.tidemark.app.home.Home;
import dev.tidemark.app.home.ProtectedTables;
import dev.tidemark.archive.chain.History;
import dev.tidemark.archive.manifest.Archive;
import dev.tidemark.archive.plan.Resolution;
import dev.tidemark.archive.plan.Resolution.Before;
import dev.tidemark.archive.plan.Resolution.Beyond;
import dev.tidemark.archive.plan.Resolution.InGap;
import dev.tidemark.archive.plan.Resolution.Resolved;
import dev.tidemark.archive.plan.Resolution.Unknown;
import dev.tidemark.archive.plan.RestorePoint;
import dev.tidemark.archive.plan.RestorePoint.AtTime;
import dev.tidemark.archive.plan.RestorePoint.Latest;
import dev.tidemark.capture.catalog.UnreachableSourceException;
import dev.tidemark.schemas.problem.ProblemException;
import dev.tidemark.schemas.timeline.Checkpoint;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Finds a restore point: in the archive, or in what is captured beyond it, which is waited for. It
 * changes nothing but the source's log, by a marker. A point that capture does not reach is
 * refused: only when the source itself is gone is what is captured the latest there is.
 */
final class RestorePointSearch {

  private final Home home;
  private final ProtectedTables collection;
  private final Clock clock;
  private final Listener listener;
  private final Archive archive;

  RestorePointSearch(Home home, ProtectedTables collection, Clock clock, Listener listener) {
    this.home = home;
    this.collection = collection;
    this.clock = clock;
    this.listener = listener;
    this.archive = CollectionArchive.of(home, collection);
  }

  /**
   * @param patience how long capture may need to reach the point
   * @throws ProblemException nobody knows what the point means, or it is not captured
   */
  Found find(RestorePoint point, Duration patience) {
    PointFinder.requirePast(point, Instant.now(clock));
    PointFinder finder = new PointFinder(archive);
    Optional<History> history = finder.history();
    Optional<Resolution> archived = history.map(found -> finder.find(point, found));
    if (archived.isEmpty() || !mayBeNewer(archived.get(), point)) {
      return new Found.InArchive(
          archived.map(found -> PointFinder.exactly(point, found)).orElse(point));
    }
    Deployment deployment;
    try {
      deployment = Deployment.withKafka(home, collection);
    } catch (ServerNotRunningException | ClusterUnreachableException | DropBegunException e) {
      return withoutKafka(point, archived.get(), history.get(), e);
    }
    return captured(point, history.get(), deployment, patience);
  }

  private static boolean mayBeNewer(Resolution archived, RestorePoint point) {
    return archived instanceof Beyond
        || archived instanceof Unknown
        || (point instanceof Latest && archived instanceof Resolved);
  }

  private static Found withoutKafka(
      RestorePoint point, Resolution archived, History history, ProblemException why) {
    if (point instanceof Latest) {
      throw RestorePointException.latestUnknown(history.last(), why);
    }
    if (archived instanceof Beyond) {
      throw RestorePointException.noNewer(history.last(), why);
    }
    return new Found.InArchive(point);
  }

  private Found captured(
      RestorePoint point, History history, Deployment deployment, Duration patience) {
    CapturedHistory captured =
        new CapturedHistory(archive, history, deployment.log(collection).timeline());
    CatchUp catchUp =
        new CatchUp(deployment, collection, Markers.named("restore", Instant.now(clock)), listener);
    if (!(point instanceof Latest)) {
      Checkpoint now = catchUp.captured();
      Resolution resolution = captured.resolve(point, now);
      if (!mayBeNewer(resolution, point)) {
        return found(now, resolution, deployment);
      }
    }
    Checkpoint end = end(point, catchUp, patience);
    return found(end, captured.resolve(point, end), deployment);
  }

  private Found found(Checkpoint end, Resolution resolution, Deployment deployment) {
    if (resolution instanceof Resolved resolved) {
      return new Found.InCaptured(resolved, end, deployment);
    } else if (resolution instanceof InGap gap) {
      throw RestorePointException.inGap(gap);
    } else if (resolution instanceof Unknown unknown) {
      throw RestorePointException.unknown(unknown.what(), collection.name());
    } else if (resolution instanceof Before before) {
      throw RestorePointException.before(before.first());
    }
    throw RestorePointException.notCommitted(end);
  }

  private Checkpoint end(RestorePoint point, CatchUp catchUp, Duration patience) {
    Caught caught =
        point instanceof AtTime at
            ? catchUp.await(checkpoint -> checkpoint.time().isAfter(at.time()), patience)
            : catchUp.awaitNow(patience);
    if (caught instanceof Caught.Behind behind) {
      throw RestorePointException.behind(point, behind, collection.name());
    } else if (caught instanceof Caught.Unasked unasked) {
      requireLatestOfLostSource(point, unasked);
      listener.note(
          unasked.why().getMessage()
              + ": "
              + "taking what is captured, up to "
              + HowFar.of(unasked.end()));
    }
    return caught.end();
  }

  /** What is captured is the latest there is if the source is gone, and only then. */
  private static void requireLatestOfLostSource(RestorePoint point, Caught.Unasked unasked) {
    if (!(point instanceof Latest) || !(unasked.why() instanceof UnreachableSourceException)) {
      throw RestorePointException.unasked(point, unasked);
    }
  }
}
