package dev.tidemark.archive.plan;

import dev.tidemark.archive.Backups;
import dev.tidemark.archive.Notes;
import dev.tidemark.archive.chain.History;
import dev.tidemark.schemas.change.Sequence;
import dev.tidemark.schemas.change.TransactionId;
import dev.tidemark.schemas.timeline.TableChanges;
import dev.tidemark.schemas.timeline.TableChanges.PartitionEnd;
import dev.tidemark.schemas.timeline.TimelineEntry;
import java.util.ArrayList;
import java.util.List;

/** A timeline to resolve points on, a line an entry. */
final class Story {

  private final List<TimelineEntry> entries = new ArrayList<>();

  /**
   * A commit.
   *
   * @param second of the day at which it was made
   * @param next where its events end in the one partition of {@link Notes}
   */
  Story commit(long sequence, String transaction, long second, long next) {
    TableChanges changes =
        new TableChanges(Notes.ID, 1, 0, 0, 0, List.of(new PartitionEnd(0, next)));
    return commit(sequence, transaction, second, List.of(changes));
  }

  /** A commit that did not change {@link Notes}. */
  Story commitElsewhere(long sequence, String transaction, long second) {
    return commit(sequence, transaction, second, List.of());
  }

  private Story commit(long sequence, String transaction, long second, List<TableChanges> changes) {
    entries.add(
        new TimelineEntry.Commit(
            Sequence.of(sequence),
            new TransactionId(transaction),
            Backups.position(sequence),
            Backups.time(second),
            changes));
    return this;
  }

  Story marked(long sequence, String name) {
    entries.add(
        new TimelineEntry.Marked(
            Sequence.of(sequence), name, Backups.position(sequence), Backups.time(sequence)));
    return this;
  }

  Story gap(long sequence, String reason) {
    entries.add(new TimelineEntry.Gap(Sequence.of(sequence), reason, Backups.time(sequence)));
    return this;
  }

  Resolution resolve(RestorePoint point, long first, long last) {
    History history = new History(Backups.boundary(first), Backups.boundary(last), List.of());
    return Resolver.resolve(point, history, entries.iterator());
  }
}
