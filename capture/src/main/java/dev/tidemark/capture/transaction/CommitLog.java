package dev.tidemark.capture.transaction;

import dev.tidemark.capture.table.TableState;
import dev.tidemark.schemas.change.Sequence;
import dev.tidemark.schemas.change.SourcePosition;
import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.change.TransactionId;
import dev.tidemark.schemas.timeline.Checkpoint;
import dev.tidemark.schemas.timeline.Checkpoint.OpenTransaction;
import dev.tidemark.schemas.timeline.TimelineEntry;
import dev.tidemark.schemas.timeline.TimelineEntry.Commit;
import dev.tidemark.schemas.timeline.TimelineEntry.Marked;
import dev.tidemark.schemas.timeline.TimelineEntry.Removed;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How far capture has come, what of it is durable, and when the rest becomes so. */
final class CommitLog {

  private final ChangeSink sink;
  private final OpenLimits limits;
  private final InstantSource clock;
  private final TableBook book;

  private Checkpoint reached;
  private Checkpoint committed;
  private List<TimelineEntry> entries = new ArrayList<>();
  private long changesSinceCommit;
  private long bytesSinceCommit;
  private long firstChangeAt;
  private long committedAt;

  CommitLog(
      Checkpoint last, ChangeSink sink, OpenLimits limits, InstantSource clock, TableBook book) {
    this.reached = last;
    this.committed = last;
    this.sink = sink;
    this.limits = limits;
    this.clock = clock;
    this.book = book;
    this.committedAt = clock.millis();
  }

  Checkpoint committed() {
    return committed;
  }

  /** The end of the last complete transaction, durable or not. */
  Checkpoint reached() {
    return reached;
  }

  /** What is new on the timeline since the last commit; to be added to. */
  List<TimelineEntry> entries() {
    return entries;
  }

  /** A change was written. */
  void wrote(long bytes) {
    if (changesSinceCommit == 0) {
      firstChangeAt = clock.millis();
    }
    bytesSinceCommit += bytes;
    changesSinceCommit++;
  }

  /** A transaction of the source has ended. */
  void reach(SourceEvent.End end, TransactionTally tally) {
    Sequence last = tally.isEmpty() ? reached.last() : tally.sequence();
    // An empty transaction leaves an open one open: that one is still to come.
    OpenTransaction open = tally.isEmpty() ? reached.open() : null;
    for (String message : tally.messages()) {
      if (message.startsWith(TransactionAssembler.MARK)) {
        String name = message.substring(TransactionAssembler.MARK.length());
        entries.add(new Marked(last, name, end.position(), end.time()));
      }
    }
    reached = at(last, end.position(), end.time(), open);
  }

  private Checkpoint at(
      Sequence last, SourcePosition resume, Instant time, @Nullable OpenTransaction open) {
    return new Checkpoint(
        last, List.of(), reached.offsets(), resume, time, open, book.checked(), book.obscured());
  }

  /** The catalog was looked at in this place, and told this. */
  void looked(
      SourceEvent.End end,
      TransactionId transaction,
      List<TimelineEntry> told,
      List<TableState> stated) {
    Sequence next = reached.last().next();
    boolean takesSequence = told.stream().anyMatch(entry -> entry.sequence().equals(next));
    if (takesSequence) {
      entries.add(new Commit(next, transaction, end.position(), end.time(), List.of()));
      sink.seal(next);
    }
    entries.addAll(told);
    for (TimelineEntry entry : told) {
      if (entry instanceof Removed removed) {
        missIfMember(removed.table());
      }
    }
    stated.forEach(sink::keep);
    Sequence last = takesSequence ? next : reached.last();
    reached = at(last, end.position(), end.time(), reached.open());
  }

  /** That it is missing is kept: when it is back, it is no table that comes into the collection. */
  private void missIfMember(TableId table) {
    if (book.members().contains(table)) {
      sink.miss(table);
    }
  }

  /** A part of a table was written, as a transaction that the source knows nothing of. */
  void placed(Commit commit) {
    entries.add(commit);
    sink.seal(commit.sequence());
    reached = at(commit.sequence(), reached.resume(), reached.time(), null);
  }

  boolean isWorthCommitting() {
    return !entries.isEmpty() || isOlder(committedAt, limits.idle());
  }

  boolean isTooLarge() {
    return changesSinceCommit >= limits.changes() || bytesSinceCommit >= limits.bytes();
  }

  boolean hasWaitedTooLong() {
    return changesSinceCommit > 0 && isOlder(firstChangeAt, limits.age());
  }

  private boolean isOlder(long since, Duration age) {
    return clock.millis() - since >= age.toMillis();
  }

  /** Commits in the middle of a transaction. */
  void commitPart(@Nullable TransactionTally tally) {
    if (tally == null || tally.isEmpty()) {
      commit();
    } else {
      entries.addAll(tally.newTruncates());
      commit(tally.open());
    }
  }

  void commit() {
    commit(reached.open());
  }

  private void commit(@Nullable OpenTransaction open) {
    committed =
        sink.commit(
            new Checkpoint(
                reached.last(),
                entries,
                reached.offsets(),
                reached.resume(),
                reached.time(),
                open,
                book.checked(),
                book.obscured()));
    reached =
        new Checkpoint(
            committed.last(),
            List.of(),
            committed.offsets(),
            committed.resume(),
            committed.time(),
            reached.open(),
            committed.checked(),
            committed.obscured());
    entries = new ArrayList<>();
    changesSinceCommit = 0;
    bytesSinceCommit = 0;
    committedAt = clock.millis();
  }
}
