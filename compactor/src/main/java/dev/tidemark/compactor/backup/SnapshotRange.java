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
import dev.tidemark.schemas.timeline.TimelineEntry.SnapshotStarted;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Finds the first snapshot on the timeline: from the last start before its commit to its commit.
 * What attempts that were broken off before it wrote lies below its offsets.
 */
final class SnapshotRange implements Predicate<Checkpoint> {

  private final List<TimelineEntry> entries = new ArrayList<>();
  private OffsetMap readFrom = OffsetMap.EMPTY;
  private @Nullable Checkpoint end;

  private SnapshotRange() {}

  /** Empty while the snapshot is not complete. */
  static Optional<BackupRange> find(Timeline timeline) {
    SnapshotRange snapshot = new SnapshotRange();
    timeline.read(Sequence.NONE, snapshot);
    return Optional.ofNullable(snapshot.end).map(snapshot::range);
  }

  @Override
  public boolean test(Checkpoint checkpoint) {
    boolean committed = false;
    for (TimelineEntry entry : checkpoint.entries()) {
      if (entry instanceof SnapshotStarted) {
        entries.clear();
        readFrom = checkpoint.offsets();
      }
      committed |= isSnapshot(entry);
      entries.add(entry);
    }
    if (committed) {
      end = checkpoint;
    }
    return !committed;
  }

  private static boolean isSnapshot(TimelineEntry entry) {
    return entry instanceof Commit commit && commit.transaction().equals(TransactionId.SNAPSHOT);
  }

  private BackupRange range(Checkpoint committed) {
    boolean isAlone =
        entries.stream().filter(Commit.class::isInstance).count() == 1
            && committed.last().equals(Sequence.FIRST)
            && committed.isBoundary();
    if (!isAlone) {
      throw new InconsistentLogException(
          "The snapshot's commit shares its checkpoint, which ends at sequence "
              + committed.last()
              + ", with other transactions.");
    }
    List<TimelineEntry> covered =
        entries.stream().filter(entry -> !entry.sequence().isAfter(committed.last())).toList();
    return new BackupRange(
        Boundary.ORIGIN,
        readFrom,
        Ranges.boundary(committed),
        /* isCut= */ false,
        covered::forEach);
  }
}
