package dev.tidemark.app.operation;

import dev.tidemark.archive.chain.History;
import dev.tidemark.archive.manifest.Archive;
import dev.tidemark.archive.manifest.Boundary;
import dev.tidemark.archive.manifest.TimelineReading;
import dev.tidemark.archive.plan.Resolution;
import dev.tidemark.archive.plan.Resolver;
import dev.tidemark.archive.plan.RestorePoint;
import dev.tidemark.compactor.source.Timeline;
import dev.tidemark.schemas.timeline.Checkpoint;
import dev.tidemark.schemas.timeline.TimelineEntry;
import java.util.Iterator;

/**
 * What the archive has and what is captured beyond it, as one history: as the archive will tell it
 * once an incremental has been taken.
 */
final class CapturedHistory {

  private final Archive archive;
  private final History archived;
  private final Timeline timeline;

  CapturedHistory(Archive archive, History archived, Timeline timeline) {
    this.archive = archive;
    this.archived = archived;
    this.timeline = timeline;
  }

  /** What a point means in the history up to a boundary. */
  Resolution resolve(RestorePoint point, Checkpoint end) {
    Boundary last = new Boundary(end.last(), end.time(), end.resume(), end.offsets());
    History whole = new History(archived.first(), last, archived.timelines());
    try (TimelineReading entries = Resolver.read(archive, point, whole)) {
      return Resolver.resolve(
          point,
          whole,
          oneAfterTheOther(entries, new CapturedEntries(timeline, archived.last(), end)));
    }
  }

  private static Iterator<TimelineEntry> oneAfterTheOther(
      Iterator<TimelineEntry> first, Iterator<TimelineEntry> second) {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return first.hasNext() || second.hasNext();
      }

      @Override
      public TimelineEntry next() {
        return first.hasNext() ? first.next() : second.next();
      }
    };
  }
}
