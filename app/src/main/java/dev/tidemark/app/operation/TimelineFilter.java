package dev.tidemark.app.operation;

import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.timeline.TableChanges;
import dev.tidemark.schemas.timeline.TimelineEntry;
import dev.tidemark.schemas.timeline.TimelineEntry.Cleared;
import dev.tidemark.schemas.timeline.TimelineEntry.Commit;
import dev.tidemark.schemas.timeline.TimelineEntry.Defined;
import dev.tidemark.schemas.timeline.TimelineEntry.Gap;
import dev.tidemark.schemas.timeline.TimelineEntry.Marked;
import dev.tidemark.schemas.timeline.TimelineEntry.Obscured;
import dev.tidemark.schemas.timeline.TimelineEntry.ReadStarted;
import dev.tidemark.schemas.timeline.TimelineEntry.Removed;
import dev.tidemark.schemas.timeline.TimelineEntry.SnapshotStarted;
import dev.tidemark.schemas.timeline.TimelineEntry.Truncated;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What of a timeline somebody wants to see. An entry without a time of its own has that of the
 * commit it belongs to, which stands before it or after it; so it is shown with the last commit
 * seen.
 */
public final class TimelineFilter {

  private final Optional<Instant> from;
  private final Optional<Instant> to;
  private final Optional<TableId> table;
  private @Nullable Instant last;

  public TimelineFilter(Optional<Instant> from, Optional<Instant> to, Optional<TableId> table) {
    this.from = from;
    this.to = to;
    this.table = table;
  }

  /** What is wanted of an entry; empty when nothing is. */
  public Optional<TimelineEntry> narrowed(TimelineEntry entry) {
    Instant own = time(entry);
    last = own == null ? last : own;
    return isWithin(last) ? ofTable(entry) : Optional.empty();
  }

  private static @Nullable Instant time(TimelineEntry entry) {
    if (entry instanceof Commit commit) {
      return commit.time();
    } else if (entry instanceof Marked marked) {
      return marked.time();
    } else if (entry instanceof Gap gap) {
      return gap.time();
    } else if (entry instanceof SnapshotStarted started) {
      return started.time();
    }
    return null;
  }

  private boolean isWithin(@Nullable Instant time) {
    if (time == null) {
      return from.isEmpty();
    }
    return from.filter(time::isBefore).isEmpty() && to.filter(time::isAfter).isEmpty();
  }

  private Optional<TimelineEntry> ofTable(TimelineEntry entry) {
    if (table.isEmpty()) {
      return Optional.of(entry);
    }
    TableId wanted = table.get();
    if (entry instanceof Commit commit) {
      List<TableChanges> changes =
          commit.tables().stream().filter(each -> each.table().equals(wanted)).toList();
      return changes.isEmpty()
          ? Optional.empty()
          : Optional.of(
              new Commit(
                  commit.sequence(),
                  commit.transaction(),
                  commit.position(),
                  commit.time(),
                  changes));
    } else if (entry instanceof Truncated truncated) {
      return Optional.of(entry).filter(any -> truncated.table().equals(wanted));
    } else if (entry instanceof Defined defined) {
      return Optional.of(entry).filter(any -> defined.definition().id().equals(wanted));
    }
    return Optional.of(entry).filter(any -> table(any).map(wanted::equals).orElse(true));
  }

  /** Empty for what is about all tables. */
  private static Optional<TableId> table(TimelineEntry entry) {
    if (entry instanceof Obscured obscured) {
      return Optional.of(obscured.table());
    } else if (entry instanceof ReadStarted started) {
      return Optional.of(started.table());
    } else if (entry instanceof Cleared cleared) {
      return Optional.of(cleared.table());
    } else if (entry instanceof Removed removed) {
      return Optional.of(removed.table());
    }
    return Optional.empty();
  }
}
