package dev.tidemark.capture.transaction;

import dev.tidemark.capture.table.LookNews;
import dev.tidemark.capture.table.TableShape;
import dev.tidemark.schemas.change.ChangeId;
import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.change.TransactionId;
import dev.tidemark.schemas.event.Operation;
import dev.tidemark.schemas.event.Origin;
import dev.tidemark.schemas.table.TableDefinition;
import dev.tidemark.schemas.timeline.Checkpoint;
import dev.tidemark.schemas.timeline.Checkpoint.OpenTransaction;
import dev.tidemark.schemas.timeline.TimelineEntry;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
  private final CommitLog log;
  private final TableBook book;
  private final TableReadings readings;

  /** The definitions of shapes that are known; none for those whose rows are not written. */
  private final Map<TableShape, Optional<TableDefinition>> fitted = new HashMap<>();

  private @Nullable TransactionTally current;
  private @Nullable TableShape prepared;
  private boolean isWritten;

  /**
   * @param last the last checkpoint that is durable
   * @param tables what is known of the tables there
   * @param clock for ages only, never for order
   */
  public TransactionAssembler(
      Checkpoint last,
      KnownTables tables,
      ChangeSink sink,
      OpenLimits limits,
      InstantSource clock) {
    this.sink = sink;
    this.book = tables.book(last);
    this.log = new CommitLog(last, sink, limits, clock, book);
    this.readings =
        new TableReadings(new TableReading(tables.rows(), tables.touch()), book, log, sink);
  }

  /** The last checkpoint that is durable. The source may forget what lies before its position. */
  public Checkpoint committed() {
    return log.committed();
  }

  /** The tables that the collection has where this has come to. */
  public Set<TableId> members() {
    return book.members();
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
      if (i == lastEnd && log.isWorthCommitting()) {
        log.commit();
      } else if (log.isTooLarge()) {
        log.commitPart(current);
      }
    }
    if (log.hasWaitedTooLong()) {
      log.commitPart(current);
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
      current("a message").message(message.content());
    } else if (event instanceof SourceEvent.Looked looked) {
      current("a look at the catalog").look(looked.news());
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
    Optional<OpenTransaction> open = log.reached().openTransaction();
    if (open.isEmpty() && readings.place(begin.transaction())) {
      fitted.clear();
      prepared = null;
    }
    Origin origin = new Origin(begin.transaction(), begin.position(), begin.time());
    current =
        open.filter(part -> part.transaction().equals(begin.transaction()))
            .map(part -> TransactionTally.of(part, origin))
            .orElseGet(() -> new TransactionTally(log.reached().last().next(), origin));
  }

  private TransactionTally current(String what) {
    if (current == null) {
      throw new BrokenStreamException(what + " arrived outside any transaction");
    }
    return current;
  }

  private void change(RowChange change) {
    TableShape shape = change.shape();
    TransactionTally tally = current("a change of " + shape.table());
    boolean isRepeated = tally.arrives(shape.table());
    if (shape != prepared) {
      prepare(shape, tally);
    }
    if (readings.hasSeen(shape.table(), tally.transaction())) {
      return;
    }
    if (isWritten && isRepeated) {
      parts(change).forEach(sink::repeat);
    } else if (isWritten) {
      requireTheOpenOne(tally);
      tally.writes(shape.table());
      parts(change).forEach(part -> write(part, tally));
      requireFewWaiting(tally);
    }
  }

  private List<RowChange> parts(RowChange change) {
    boolean saysMore = change.operation() == Operation.UPDATE && change.before() != null;
    return saysMore ? sink.parts(change) : List.of(change);
  }

  private void write(RowChange change, TransactionTally tally) {
    if (readings.takesOver(change)) {
      return;
    }
    ChangeId id = tally.next(change.shape().table(), change.operation());
    log.wrote(sink.write(id, tally.origin(), change));
  }

  private static void requireFewWaiting(TransactionTally tally) {
    if (tally.waiting() > MOST_WAITING) {
      throw new BrokenStreamException(
          "transaction "
              + tally.transaction()
              + " has more than "
              + MOST_WAITING
              + " truncates and markers, which wait in memory for its end");
    }
  }

  private void requireTheOpenOne(TransactionTally tally) {
    log.reached()
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

  private void prepare(TableShape shape, TransactionTally tally) {
    Optional<TableDefinition> known = fitted.get(shape);
    if (known == null) {
      boolean wasLost = book.isLost(shape.table());
      known = book.fit(shape, tally.sequence(), log.entries());
      if (known.isEmpty() && !wasLost) {
        forget(shape.table());
      }
      fitted.put(shape, known);
    }
    known.ifPresent(definition -> sink.use(shape, definition));
    prepared = shape;
    isWritten = known.isPresent();
  }

  /** What was known of a table's shapes is so no more. */
  private void forget(TableId table) {
    fitted.keySet().removeIf(shape -> shape.table().equals(table));
    prepared = null;
    readings.mind(table);
  }

  private void end(SourceEvent.End end) {
    TransactionTally tally = current("the end of transaction " + end.transaction());
    tally.requireSame(end);
    if (!tally.isEmpty()) {
      if (!tally.isCaughtUp()) {
        throw new BrokenStreamException(
            "transaction "
                + end.transaction()
                + " came again with fewer changes than were written of it before");
      }
      log.entries().addAll(tally.newTruncates());
      log.entries().add(tally.commit(end.position(), end.time()));
      sink.seal(tally.sequence());
    }
    log.reach(end, tally);
    current = null;
    tally.looks().forEach(news -> look(end, tally.transaction(), news));
    tally.messages().forEach(readings::message);
  }

  private void look(SourceEvent.End end, TransactionId transaction, LookNews news) {
    Set<TableId> left = new HashSet<>(book.members());
    Optional<List<TimelineEntry>> told = book.look(news, log.reached().last());
    if (told.isPresent()) {
      log.looked(end, transaction, told.get(), news.stated());
      left.removeAll(book.members());
      left.forEach(sink::forget);
      log.commit();
      fitted.clear();
      prepared = null;
      readings.look();
    }
  }
}
