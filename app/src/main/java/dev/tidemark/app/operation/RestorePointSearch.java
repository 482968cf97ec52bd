package dev.tidemark.app.operation;

import dev.tidemark.app.broker.ClusterUnreachableException;
import dev.tidemark.app.home.Home;
import dev.tidemark.app.home.ProtectedTables;
import dev.tidemark.app.operation.BackupJob.BackupKind;
import dev.tidemark.archive.plan.Resolution;
import dev.tidemark.archive.plan.Resolution.Beyond;
import dev.tidemark.archive.plan.Resolution.Resolved;
import dev.tidemark.archive.plan.Resolution.Unknown;
import dev.tidemark.archive.plan.RestorePoint;
import dev.tidemark.archive.plan.RestorePoint.AtSequence;
import dev.tidemark.archive.plan.RestorePoint.AtTime;
import dev.tidemark.archive.plan.RestorePoint.Latest;
import dev.tidemark.schemas.timeline.Checkpoint;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Sees to it that the archive has a restore point: one that is newer is waited for, and an
 * incremental taken up to it. Its caller holds the collection's operation lock.
 */
final class RestorePointSearch {

  private final Home home;
  private final ProtectedTables collection;
  private final Clock clock;
  private final Listener listener;
  private final PointFinder finder;

  RestorePointSearch(Home home, ProtectedTables collection, Clock clock, Listener listener) {
    this.home = home;
    this.collection = collection;
    this.clock = clock;
    this.listener = listener;
    this.finder = new PointFinder(home, collection);
  }

  /**
   * @param patience how long capture may need to reach the point
   * @return the point, in words that the archive knows; where it never can, the archive says why
   * @throws dev.tidemark.schemas.problem.ProblemException the point is not captured
   */
  RestorePoint find(RestorePoint point, Duration patience) {
    requirePast(point);
    Optional<Resolution> inArchive = finder.find(point);
    if (inArchive.filter(found -> isNewer(found, point)).isEmpty()) {
      return point;
    }
    Optional<Deployment> deployment = deployment(inArchive.get(), point);
    return deployment.isEmpty() ? point : captured(point, deployment.get(), patience);
  }

  private void requirePast(RestorePoint point) {
    Instant now = Instant.now(clock);
    if (point instanceof AtTime at && at.time().isAfter(now)) {
      throw RestorePointException.inFuture(at.time(), now);
    }
  }

  private static boolean isNewer(Resolution inArchive, RestorePoint point) {
    return point instanceof Latest || inArchive instanceof Beyond || inArchive instanceof Unknown;
  }

  /** Empty when nobody captures, and the archive will do or knows best. */
  private Optional<Deployment> deployment(Resolution inArchive, RestorePoint point) {
    try {
      return Optional.of(Deployment.withKafka(home));
    } catch (ServerNotRunningException | ClusterUnreachableException e) {
      if (inArchive instanceof Beyond beyond) {
        throw RestorePointException.noNewer(beyond.last(), e);
      }
      if (point instanceof Latest) {
        listener.note(e.getMessage() + ": the latest is the end of the last backup");
      }
      return Optional.empty();
    }
  }

  private RestorePoint captured(RestorePoint point, Deployment deployment, Duration patience) {
    Checkpoint captured = awaitCapture(point, deployment, patience);
    new BackupJob(deployment, collection, clock, listener)
        .take(BackupKind.INCREMENTAL, Optional.of(captured));
    Optional<Resolution> resolution = finder.find(point, captured);
    if (resolution.orElse(null) instanceof Beyond) {
      throw RestorePointException.notCaptured(captured);
    }
    // Between the last commit and the boundary nothing happened, but the archive cannot know it.
    return resolution.orElse(null) instanceof Resolved resolved && !(point instanceof Latest)
        ? new AtSequence(resolved.sequence())
        : point;
  }

  private Checkpoint awaitCapture(RestorePoint point, Deployment deployment, Duration patience) {
    String marker = Markers.named("restore", Instant.now(clock));
    CatchUp catchUp = new CatchUp(deployment, collection, marker, listener);
    Optional<Predicate<Checkpoint>> enough = enough(point);
    Checkpoint captured = catchUp.captured();
    if (enough.isPresent() && enough.get().test(captured)) {
      return captured;
    }
    listener.progress("waiting for capture", 0, -1);
    Optional<Checkpoint> reached =
        enough.isPresent() ? catchUp.await(enough.get(), patience) : catchUp.awaitNow(patience);
    return reached.orElseGet(() -> takeWhatIs(catchUp));
  }

  /** Whether capture has come far enough, where the point itself tells; else all of now is. */
  private static Optional<Predicate<Checkpoint>> enough(RestorePoint point) {
    if (point instanceof AtTime at) {
      return Optional.of(checkpoint -> checkpoint.time().isAfter(at.time()));
    }
    if (point instanceof AtSequence at) {
      return Optional.of(checkpoint -> !checkpoint.last().isBefore(at.sequence()));
    }
    return Optional.empty();
  }

  private Checkpoint takeWhatIs(CatchUp catchUp) {
    Checkpoint captured = catchUp.captured();
    listener.note(
        "taking what is captured: up to "
            + captured.time()
            + " (sequence "
            + captured.last()
            + ")");
    return captured;
  }
}
