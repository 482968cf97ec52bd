package dev.tidemark.archive.plan;

import dev.tidemark.schemas.timeline.TimelineEntry;
import dev.tidemark.schemas.timeline.TimelineEntry.Commit;
import dev.tidemark.schemas.timeline.TimelineEntry.Gap;
import dev.tidemark.schemas.timeline.TimelineEntry.Marked;
import java.util.Iterator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A way along a timeline from commit to commit, which notices when what lies between two of them is
 * not known: a gap in the capture, or backups that are missing.
 */
final class TimelineWalk {

  private final Iterator<TimelineEntry> entries;
  private @Nullable Commit previous;
  private @Nullable Commit current;
  private @Nullable Marked marker;
  private @Nullable String gap;

  TimelineWalk(Iterator<TimelineEntry> entries) {
    this.entries = entries;
  }

  /** Goes to the next commit. After the last one, {@link #previous()} is the last one. */
  boolean nextCommit() {
    while (nextCommitOrMarker()) {
      if (marker == null) {
        return true;
      }
    }
    return false;
  }

  /** Goes to the next commit or marker. */
  boolean nextCommitOrMarker() {
    if (marker == null && current != null) {
      previous = current;
      current = null;
      gap = null;
    }
    marker = null;
    while (entries.hasNext()) {
      TimelineEntry entry = entries.next();
      if (entry instanceof Commit commit) {
        current = commit;
        noticeHole(commit);
        return true;
      } else if (entry instanceof Marked marked) {
        marker = marked;
        return true;
      } else if (entry instanceof Gap found) {
        gap = found.reason();
      }
    }
    return false;
  }

  Commit commit() {
    if (current == null) {
      throw new IllegalStateException("not at a commit");
    }
    return current;
  }

  Optional<Marked> marker() {
    return Optional.ofNullable(marker);
  }

  /** The commit before the one at hand. */
  Optional<Commit> previous() {
    return Optional.ofNullable(previous);
  }

  Optional<Commit> previousOrCurrent() {
    return Optional.ofNullable(current == null ? previous : current);
  }

  /** Why it is not known what lies after {@link #previous()}; empty when nothing does. */
  Optional<String> unknownStretch() {
    return Optional.ofNullable(gap);
  }

  private void noticeHole(Commit commit) {
    if (gap == null && previous != null && commit.sequence().isAfter(previous.sequence().next())) {
      gap =
          "no usable backup has the sequences "
              + previous.sequence().next()
              + " to "
              + commit.sequence().previous();
    }
  }
}
