package dev.tidemark.app.operation;

import dev.tidemark.archive.manifest.Boundary;
import dev.tidemark.compactor.source.Timeline;
import dev.tidemark.schemas.change.Sequence;
import dev.tidemark.schemas.timeline.Checkpoint;
import dev.tidemark.schemas.timeline.TimelineEntry;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The timeline in Kafka from the end of a backup to a boundary. Read some checkpoints at a time:
 * however much was captured since the backup, little of it is in memory.
 */
final class CapturedEntries implements Iterator<TimelineEntry> {

  private static final int PAGE = 1_000;

  private final Timeline timeline;
  private final Boundary from;
  private final Checkpoint to;
  private final Deque<TimelineEntry> entries = new ArrayDeque<>();
  private @Nullable Checkpoint last;

  /** The checkpoint at which the backup ended was passed. */
  private boolean begun;

  private boolean ended;

  CapturedEntries(Timeline timeline, Boundary from, Checkpoint to) {
    this.timeline = timeline;
    this.from = from;
    this.to = to;
  }

  @Override
  public boolean hasNext() {
    while (entries.isEmpty() && !ended) {
      readPage();
    }
    return !entries.isEmpty();
  }

  @Override
  public TimelineEntry next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return entries.remove();
  }

  private void readPage() {
    Page page = new Page(last);
    timeline.read(last == null ? from.sequence() : last.last(), page);
    ended |= page.taken == 0;
  }

  private void take(Checkpoint checkpoint) {
    for (TimelineEntry entry : checkpoint.entries()) {
      // A marker, for one, stands at the last sequence before it, and may come after the backup.
      Sequence sequence = entry.sequence();
      if ((begun || sequence.isAfter(from.sequence())) && !sequence.isAfter(to.last())) {
        entries.add(entry);
      }
    }
    begun |= checkpoint.resume().equals(from.position());
    ended |= checkpoint.equals(to);
    last = checkpoint;
  }

  /** Takes what comes after the checkpoint that the page before ended with. */
  private final class Page implements Predicate<Checkpoint> {

    private final @Nullable Checkpoint before;
    private boolean isPassed;
    private int taken;

    Page(@Nullable Checkpoint before) {
      this.before = before;
      this.isPassed = before == null;
    }

    @Override
    public boolean test(Checkpoint checkpoint) {
      if (isPassed) {
        take(checkpoint);
        taken++;
      } else {
        isPassed = checkpoint.equals(before);
      }
      return !ended && taken < PAGE;
    }
  }
}
