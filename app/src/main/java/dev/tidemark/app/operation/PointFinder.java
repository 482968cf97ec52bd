package dev.tidemark.app.operation;

import dev.tidemark.app.home.Home;
import dev.tidemark.app.home.ProtectedTables;
import dev.tidemark.archive.chain.History;
import dev.tidemark.archive.manifest.Boundary;
import dev.tidemark.archive.manifest.TimelineReading;
import dev.tidemark.archive.plan.Resolution;
import dev.tidemark.archive.plan.Resolver;
import dev.tidemark.archive.plan.RestorePoint;
import dev.tidemark.schemas.timeline.Checkpoint;
import java.util.Optional;

/** Finds in the archive what a restore point means. */
final class PointFinder {

  private final Home home;
  private final ProtectedTables collection;

  PointFinder(Home home, ProtectedTables collection) {
    this.home = home;
    this.collection = collection;
  }

  /** Empty when there is no full backup to find it in. */
  Optional<Resolution> find(RestorePoint point) {
    return history().map(history -> find(point, history));
  }

  /**
   * As {@link #find(RestorePoint)}, knowing that nothing was committed between the end of the
   * archive and a later boundary, if that is what the boundary says.
   */
  Optional<Resolution> find(RestorePoint point, Checkpoint captured) {
    return history().map(history -> find(point, reaching(history, captured)));
  }

  private Resolution find(RestorePoint point, History history) {
    try (TimelineReading timelines =
        CollectionArchive.of(home, collection).readTimeline(Resolver.timelines(point, history))) {
      return Resolver.resolve(point, history, timelines);
    }
  }

  private Optional<History> history() {
    return CollectionArchive.chains(home, collection).history();
  }

  private static History reaching(History history, Checkpoint captured) {
    if (!captured.last().equals(history.last().sequence())) {
      return history;
    }
    Boundary last =
        new Boundary(captured.last(), captured.time(), captured.resume(), captured.offsets());
    return new History(history.first(), last, history.timelines());
  }
}
