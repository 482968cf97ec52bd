package dev.tidemark.capture.transaction;

import dev.tidemark.schemas.change.ChangeId;
import dev.tidemark.schemas.change.Sequence;
import dev.tidemark.schemas.event.Operation;
import dev.tidemark.schemas.event.Origin;
import dev.tidemark.schemas.timeline.Checkpoint;
import dev.tidemark.schemas.timeline.Checkpoint.OpenTransaction;
import dev.tidemark.schemas.timeline.OffsetMap;
import dev.tidemark.schemas.timeline.TimelineEntry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Numbers the source's transactions and their changes, and decides what is committed together.
 *
 * <p>A commit ends at the end of a transaction of the source, unless that one is too large: then a
 * part of it is committed, and the checkpoint says how much. The source sends a transaction that
 * was written in part again from its start, and always the same; so that many changes are skipped
 * then.
 */
public final class TransactionAssembler {

  /** What a marker's message begins with; the name follows. */
  public static final String MARK = "mark:";

  private static final int MOST_WAITING = 100_000;

  private final ChangeSink sink;
  private final OpenLimits limits;
  private final InstantSource clock;

  private Checkpoint reached;
  private Checkpoint committed;
  private List<TimelineEntry> entries = new ArrayList<>();
  private @Nullable TransactionTally current;
  private @Nullable TableShape prepared;
  private long changesSinceCommit;
  private long bytesSinceCommit;
  private long firstChangeAt;
  private long committedAt;

  /**
   * @param last the last checkpoint that is durable
   * @param clock for ages only, never for order
   */
  public TransactionAssembler(
      Checkpoint last, ChangeSink sink, OpenLimits limits, InstantSource clock) {
    this.reached = last;
    this.committed = last;
    this.sink = sink;
    this.limits = limits;
    this.clock = clock;
    this.committedAt = clock.millis();
  }

  /** The last checkpoint that is durable. The source may forget what lies before its position. */
  public Checkpoint committed() {
    return committed;
  }

  /**
   * Takes the source's next events. On return, every transaction that ended in them is durable,
   * unless it changed nothing here.
   *
   * @throws BrokenStreamException the stream contradicts itself; this assembler is then of no more
   *     use
   */
  public void accept(List<SourceEvent> batch) {
    int lastEnd = lastEnd(batch);
    for (int i = 0; i < batch.size(); i++) {
      take(batch.get(i));
      if (i == lastEnd && (!entries.isEmpty() || isIdleForLong())) {
        commit(null);
      } else if (isTooLarge()) {
        commitPart();
      }
    }
    if (changesSinceCommit > 0 && isOlder(firstChangeAt, limits.age())) {
      commitPart();
    }
  }

  private static int lastEnd(List<SourceEvent> batch) {
    int last = batch.size() - 1;
    while (last >= 0 && !(batch.get(last) instanceof SourceEvent.End)) {
      last--;
    }
    return last;
  }

  private void take(SourceEvent event) {
    if (event instanceof SourceEvent.Changed changed) {
      change(changed.change());
    } else if (event instanceof SourceEvent.Begin begin) {
      begin(begin);
    } else if (event instanceof SourceEvent.End end) {
      end(end);
    } else if (event instanceof SourceEvent.Message message) {
      message(message);
    }
  }

  private void begin(SourceEvent.Begin begin) {
    if (current != null) {
      throw new BrokenStreamException(
          "transaction "
              + begin.transaction()
              + " begins inside transaction "
              + current.transaction());
    }
    Optional<OpenTransaction> open = reached.openTransaction();
    Origin origin = new Origin(begin.transaction(), begin.position(), begin.time());
    long skip = open.map(OpenTransaction::written).orElse(0L);
    current = new TransactionTally(reached.last().next(), origin, skip);
  }

  private TransactionTally current(String what) {
    if (current == null) {
      throw new BrokenStreamException(what + " arrived outside any transaction");
    }
    return current;
  }

  private void change(RowChange change) {
    TransactionTally tally = current("a change of " + change.shape().table());
    if (tally.isEmpty()) {
      requireTheOpenOne(tally);
    }
    tally.arrived(change.shape().table());
    if (change.shape() != prepared) {
      prepare(change.shape(), tally.sequence());
    }
    if (change.operation() == Operation.UPDATE && change.before() != null) {
      sink.parts(change).forEach(part -> write(part, tally));
    } else {
      write(change, tally);
    }
    if (tally.waiting() > MOST_WAITING) {
      throw new BrokenStreamException(
          "transaction "
              + tally.transaction()
              + " has more than "
              + MOST_WAITING
              + " truncates and markers, which wait in memory for its end");
    }
  }

  private void write(RowChange change, TransactionTally tally) {
    ChangeId id = tally.next(change.shape().table(), change.operation());
    if (tally.isWritten(id)) {
      sink.repeat(change);
      return;
    }
    if (changesSinceCommit == 0) {
      firstChangeAt = clock.millis();
    }
    bytesSinceCommit += sink.write(id, tally.origin(), change);
    changesSinceCommit++;
  }

  private void requireTheOpenOne(TransactionTally tally) {
    reached
        .openTransaction()
        .filter(open -> !open.transaction().equals(tally.transaction()))
        .ifPresent(
            open -> {
              throw new BrokenStreamException(
                  "transaction "
                      + open.transaction()
                      + " was written in part, and the source now"
                      + " sends transaction "
                      + tally.transaction()
                      + " in its place");
            });
  }

  private void prepare(TableShape shape, Sequence sequence) {
    sink.prepare(shape)
        .ifPresent(definition -> entries.add(new TimelineEntry.Defined(sequence, definition)));
    prepared = shape;
  }

  private void message(SourceEvent.Message message) {
    TransactionTally tally = current("a message");
    if (message.content().startsWith(MARK)) {
      tally.mark(message.content().substring(MARK.length()));
    }
  }

  private void end(SourceEvent.End end) {
    TransactionTally tally = current("the end of transaction " + end.transaction());
    tally.requireSame(end);
    if (!tally.isEmpty()) {
      if (!tally.isCaughtUp()) {
        throw new BrokenStreamException(
            "transaction "
                + end.transaction()
                + " has "
                + tally.changes()
                + " changes, fewer than were written of it before");
      }
      entries.addAll(tally.truncates());
      entries.add(tally.commit(end.position(), end.time()));
      sink.seal(tally.sequence());
    }
    Sequence last = tally.isEmpty() ? reached.last() : tally.sequence();
    // An empty transaction leaves an open one open: that one is still to come.
    OpenTransaction open = tally.isEmpty() ? reached.open() : null;
    for (String mark : tally.marks()) {
      entries.add(new TimelineEntry.Marked(last, mark, end.position(), end.time()));
    }
    reached = new Checkpoint(last, List.of(), reached.offsets(), end.position(), end.time(), open);
    current = null;
  }

  private boolean isTooLarge() {
    return changesSinceCommit >= limits.changes() || bytesSinceCommit >= limits.bytes();
  }

  private boolean isIdleForLong() {
    return isOlder(committedAt, limits.idle());
  }

  private boolean isOlder(long since, Duration age) {
    return clock.millis() - since >= age.toMillis();
  }

  private void commitPart() {
    TransactionTally tally = current;
    if (tally == null || tally.isEmpty()) {
      commit(null);
    } else {
      commit(new OpenTransaction(tally.transaction(), tally.sequence(), tally.changes()));
    }
  }

  private void commit(@Nullable OpenTransaction part) {
    OpenTransaction open = part == null ? reached.open() : part;
    OffsetMap unfilled = reached.offsets();
    committed =
        sink.commit(
            new Checkpoint(
                reached.last(), entries, unfilled, reached.resume(), reached.time(), open));
    reached =
        new Checkpoint(
            committed.last(),
            List.of(),
            committed.offsets(),
            committed.resume(),
            committed.time(),
            reached.open());
    entries = new ArrayList<>();
    changesSinceCommit = 0;
    bytesSinceCommit = 0;
    committedAt = clock.millis();
  }
}
