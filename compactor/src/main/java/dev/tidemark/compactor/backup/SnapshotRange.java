package dev.tidemark.compactor.backup;

import dev.tidemark.archive.manifest.Boundary;
import dev.tidemark.compactor.fold.InconsistentLogException;
import dev.tidemark.compactor.source.Timeline;
import dev.tidemark.schemas.change.Sequence;
import dev.tidemark.schemas.change.TransactionId;
import dev.tidemark.schemas.timeline.Checkpoint;
import dev.tidemark.schemas.timeline.OffsetMap;
import dev.tidemark.schemas.timeline.TimelineEntry;
import dev.tidemark.schemas.timeline.TimelineEntry.Commit;
import dev.tidemark.schemas.timeline.TimelineEntry.Gap;
import dev.tidemark.schemas.timeline.TimelineEntry.SnapshotStarted;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Finds a snapshot on the timeline, the first or the one after a gap: from its last start before
 * its commit to its commit. What attempts that were broken off before it wrote lies below its
 * offsets.
 */
final class SnapshotRange implements Predicate<Checkpoint> {

  private final Sequence after;
  private final List<TimelineEntry> gaps = new ArrayList<>();
  private final List<TimelineEntry> entries = new ArrayList<>();
  private @Nullable SnapshotStarted attempt;
  private @Nullable Sequence sequence;
  private OffsetMap readFrom = OffsetMap.EMPTY;
  private OffsetMap reached = OffsetMap.EMPTY;
  private @Nullable Checkpoint end;

  private SnapshotRange(Sequence after) {
    this.after = after;
  }

  /**
   * The next snapshot.
   *
   * @param after the end of the newest backup; {@link Sequence#NONE} without any
   * @return empty while it is not complete
   */
  static Optional<BackupRange> find(Timeline timeline, Sequence after) {
    SnapshotRange snapshot = read(timeline, after);
    return Optional.ofNullable(snapshot.end).map(snapshot::range);
  }

  /**
   * As much as there is of the first snapshot, while it is not complete.
   *
   * @return empty when none is under way, as far as the timeline says
   */
  static Optional<Begun> findBegun(Timeline timeline) {
    SnapshotRange snapshot = read(timeline, Sequence.NONE);
    return snapshot.end == null
        ? Optional.ofNullable(snapshot.sequence).map(snapshot::begun)
        : Optional.empty();
  }

  /**
   * A snapshot that is not complete. Another attempt at it begins behind what this one wrote.
   *
   * @param reached how far the log has its rows
   */
  record Begun(Span span, OffsetMap reached) {}

  private static SnapshotRange read(Timeline timeline, Sequence after) {
    SnapshotRange snapshot = new SnapshotRange(after);
    timeline.read(after, snapshot);
    return snapshot;
  }

  private Begun begun(Sequence snapshot) {
    return new Begun(
        Span.of(snapshot.previous(), snapshot, readFrom, reached, Optional.ofNullable(attempt)),
        reached);
  }

  @Override
  public boolean test(Checkpoint checkpoint) {
    for (TimelineEntry entry : checkpoint.entries()) {
      take(entry, checkpoint);
    }
    reached = checkpoint.offsets();
    // To the end of the timeline: a later gap may say that what was found is not to be had.
    return true;
  }

  private void take(TimelineEntry entry, Checkpoint checkpoint) {
    if (entry instanceof Gap gap) {
      if (sequence == null || end == null || gap.sequence().isBefore(sequence)) {
        forget();
        gaps.add(gap);
      }
    } else if (entry instanceof SnapshotStarted started && end == null) {
      if (started.sequence().isAfter(after)) {
        forget();
        attempt = started;
        sequence = started.sequence();
        readFrom = checkpoint.offsets();
        entries.add(entry);
      }
    } else if (sequence != null && (end == null || end.equals(checkpoint))) {
      entries.add(entry);
      if (end == null && isSnapshot(entry)) {
        end = checkpoint;
      }
    }
  }

  private void forget() {
    entries.clear();
    attempt = null;
    sequence = null;
    end = null;
  }

  private static boolean isSnapshot(TimelineEntry entry) {
    return entry instanceof Commit commit && commit.transaction().equals(TransactionId.SNAPSHOT);
  }

  private BackupRange range(Checkpoint committed) {
    Boundary to = Ranges.boundary(committed);
    boolean isAlone =
        entries.stream().filter(Commit.class::isInstance).count() == 1
            && committed.last().equals(sequence)
            && committed.isBoundary();
    if (!isAlone) {
      throw new InconsistentLogException(
          "The snapshot's commit shares its checkpoint, which ends at sequence "
              + committed.last()
              + ", with other transactions.");
    }
    List<TimelineEntry> covered = new ArrayList<>(gaps);
    entries.stream()
        .filter(entry -> !entry.sequence().isAfter(committed.last()))
        .forEach(covered::add);
    return new BackupRange(
        Boundary.ORIGIN,
        committed.last().previous(),
        readFrom,
        to,
        /* isCut= */ false,
        Optional.ofNullable(attempt),
        covered::forEach);
  }
}
