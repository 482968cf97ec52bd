package dev.tidemark.app.operation;

import dev.tidemark.archive.chain.Chains;
import dev.tidemark.archive.chain.History;
import dev.tidemark.archive.manifest.Archive;
import dev.tidemark.archive.manifest.TimelineReading;
import dev.tidemark.archive.plan.Resolution;
import dev.tidemark.archive.plan.Resolution.Resolved;
import dev.tidemark.archive.plan.Resolver;
import dev.tidemark.archive.plan.RestorePoint;
import dev.tidemark.archive.plan.RestorePoint.AtSequence;
import dev.tidemark.archive.plan.RestorePoint.AtTime;
import java.time.Instant;
import java.util.Optional;

/** Finds in an archive what a restore point means. */
final class PointFinder {

  private final Archive archive;

  PointFinder(Archive archive) {
    this.archive = archive;
  }

  /**
   * @throws RestorePointException it is a time that has not come yet
   */
  static void requirePast(RestorePoint point, Instant now) {
    if (point instanceof AtTime at && at.time().isAfter(now)) {
      throw RestorePointException.inFuture(at.time(), now);
    }
  }

  /** Empty when there is no full backup to find anything in. */
  Optional<History> history() {
    return Chains.of(archive.manifests()).history();
  }

  Resolution find(RestorePoint point, History history) {
    try (TimelineReading timelines = Resolver.read(archive, point, history)) {
      return Resolver.resolve(point, history, timelines);
    }
  }

  /**
   * The place that was found, so that nobody has to walk there again from the beginning; the point
   * itself when there is something to be said about it, or it is refused.
   */
  static RestorePoint exactly(RestorePoint point, Resolution found) {
    return found instanceof Resolved resolved && resolved.remark().isEmpty()
        ? new AtSequence(resolved.sequence())
        : point;
  }
}
