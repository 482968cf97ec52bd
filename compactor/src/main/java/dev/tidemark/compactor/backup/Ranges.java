package dev.tidemark.compactor.backup;

import dev.tidemark.archive.manifest.Boundary;
import dev.tidemark.archive.manifest.Manifest;
import dev.tidemark.compactor.source.Timeline;
import dev.tidemark.schemas.change.CollectionName;
import dev.tidemark.schemas.change.Sequence;
import dev.tidemark.schemas.timeline.Checkpoint;
import dev.tidemark.schemas.timeline.TimelineEntry;
import dev.tidemark.schemas.timeline.TimelineEntry.Gap;
import dev.tidemark.schemas.timeline.TimelineEntry.ReadStarted;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Chooses what the next incremental covers: from the newest backup's end to a boundary. */
final class Ranges {

  private final CollectionName collection;
  private final Timeline timeline;

  Ranges(CollectionName collection, Timeline timeline) {
    this.collection = collection;
    this.timeline = timeline;
  }

  static Boundary boundary(Checkpoint checkpoint) {
    return new Boundary(
        checkpoint.last(), checkpoint.time(), checkpoint.resume(), checkpoint.offsets());
  }

  /**
   * What comes after the newest backup.
   *
   * @param range empty when nothing was committed up to there
   * @param gap at which it ends
   */
  record Next(Optional<BackupRange> range, Optional<Gap> gap) {}

  /**
   * From the newest backup's end up to a boundary, or to the last one before a gap.
   *
   * @param upTo null: the newest boundary
   * @throws BackupException the newest backup was not made from this timeline, even if that has
   *     nothing new: sequences of another history would pass for those of the archive
   */
  Next after(Manifest newest, @Nullable Checkpoint upTo) {
    Boundary from = newest.to();
    if (upTo != null && !upTo.isBoundary()) {
      throw new IllegalArgumentException("a backup ends at a boundary");
    }
    Choice choice = new Choice(from, upTo);
    timeline.read(from.sequence(), choice);
    if (!choice.seen) {
      throw BackupException.noBoundary(collection, from.sequence());
    }
    if (!choice.begun && !choice.beginsAnew()) {
      throw BackupException.otherTimeline(collection, newest.id());
    }
    Optional<BackupRange> range =
        Optional.ofNullable(choice.boundary)
            .filter(boundary -> boundary.last().isAfter(from.sequence()))
            .map(boundary -> range(newest, boundary, choice.isCut));
    return new Next(range, Optional.ofNullable(choice.gap));
  }

  private BackupRange range(Manifest newest, Checkpoint to, boolean isCut) {
    return new BackupRange(
        newest.to(),
        newest.to().sequence(),
        newest.to().offsets(),
        boundary(to),
        isCut,
        Optional.empty(),
        sink -> readBetween(newest, to, sink));
  }

  private void readBetween(Manifest newest, Checkpoint to, Consumer<TimelineEntry> sink) {
    Between between = new Between(newest.to(), to, sink);
    timeline.read(newest.to().sequence(), between);
    if (!between.ended) {
      throw BackupException.otherTimeline(collection, newest.id());
    }
  }

  /**
   * Remembers the last boundary before any gap that no backup has covered, and before a table
   * begins to be read: it may have another key then, and the keys of a table are of one kind in a
   * backup.
   */
  private static final class Choice implements Predicate<Checkpoint> {

    private final Boundary from;
    private final @Nullable Checkpoint upTo;
    private boolean seen;

    /** The checkpoint at which the newest backup ended is on this timeline. */
    private boolean begun;

    private @Nullable Checkpoint boundary;
    private @Nullable Gap gap;
    private boolean isCut;

    private Choice(Boundary from, @Nullable Checkpoint upTo) {
      this.from = from;
      this.upTo = upTo;
    }

    @Override
    public boolean test(Checkpoint checkpoint) {
      seen = true;
      begun |= boundary(checkpoint).equals(from);
      for (TimelineEntry entry : checkpoint.entries()) {
        if (entry instanceof Gap found) {
          gap = found;
          if (boundary != null && boundary.last().isAfter(found.sequence())) {
            // It tells of changes that were lost after they had been captured.
            boundary = null;
          }
          return false;
        }
        if (entry instanceof ReadStarted && begun && hasNews()) {
          isCut = true;
          return false;
        }
      }
      if (checkpoint.isBoundary()) {
        boundary = checkpoint;
      }
      return !checkpoint.equals(upTo) && !(begun && isCovered());
    }

    /** The timeline was lost, and the one that took its place goes on after this backup. */
    private boolean beginsAnew() {
      return gap != null && gap.sequence().equals(from.sequence());
    }

    private boolean hasNews() {
      return boundary != null && boundary.last().isAfter(from.sequence());
    }

    /** The newest backup has all that is wanted: its own checkpoint is the one to look for. */
    private boolean isCovered() {
      return upTo != null && !upTo.last().isAfter(from.sequence());
    }
  }

  /**
   * Gives the entries after the newest backup up to a boundary. A marker, for one, stands at the
   * last sequence before it, and may come after a backup that ends there: it belongs to the next.
   */
  private static final class Between implements Predicate<Checkpoint> {

    private final Boundary from;
    private final Checkpoint to;
    private final Consumer<TimelineEntry> sink;

    /** The checkpoint at which the newest backup ended was passed. */
    private boolean begun;

    private boolean ended;

    private Between(Boundary from, Checkpoint to, Consumer<TimelineEntry> sink) {
      this.from = from;
      this.to = to;
      this.sink = sink;
    }

    @Override
    public boolean test(Checkpoint checkpoint) {
      for (TimelineEntry entry : checkpoint.entries()) {
        Sequence sequence = entry.sequence();
        if ((begun || sequence.isAfter(from.sequence())) && !sequence.isAfter(to.last())) {
          sink.accept(entry);
        }
      }
      begun |= boundary(checkpoint).equals(from);
      ended |= checkpoint.equals(to);
      return !ended;
    }
  }
}
