package dev.tidemark.capture.transaction;

import dev.tidemark.capture.table.ShapeColumn;
import dev.tidemark.capture.table.TableShape;
import dev.tidemark.capture.table.TableState;
import dev.tidemark.schemas.change.ChangeId;
import dev.tidemark.schemas.change.Sequence;
import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.change.TransactionId;
import dev.tidemark.schemas.event.Operation;
import dev.tidemark.schemas.event.Origin;
import dev.tidemark.schemas.row.RowEncoder;
import dev.tidemark.schemas.table.Column;
import dev.tidemark.schemas.table.RowKey;
import dev.tidemark.schemas.timeline.TimelineEntry;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Brings the rows of tables that were lost sight of into the log, while everything else flows: each
 * part is a transaction of its own, of which the source knows nothing.
 */
final class TableReadings {

  private final TableReading reading;
  private final TableBook book;
  private final CommitLog log;
  private final ChangeSink sink;
  private @Nullable TableState state;
  private @Nullable TableShape shape;

  TableReadings(TableReading reading, TableBook book, CommitLog log, ChangeSink sink) {
    this.reading = reading;
    this.book = book;
    this.log = log;
    this.sink = sink;
  }

  /**
   * The catalog was looked at in the place reached, and that is durable: the next table may begin
   * here.
   */
  void look() {
    if (state != null && !isAsItWas(state)) {
      TableId table = state.table();
      // Of a table that is gone the look has told already.
      if (book.state(table).isPresent()) {
        mind(TableReading.Outcome.LOST, table);
      } else {
        stop();
      }
    }
    if (state == null) {
      book.unread().stream().findFirst().ifPresent(this::begin);
    }
  }

  private boolean isAsItWas(TableState begun) {
    TableId table = begun.table();
    boolean isSame = book.state(table).filter(begun::equals).isPresent();
    return isSame && (reading.isFirst() || book.isBeingRead(table));
  }

  private void begin(TableState next) {
    state = next;
    shape = shape(next);
    mind(reading.begin(next), next.table());
  }

  private static TableShape shape(TableState state) {
    List<ShapeColumn> columns =
        state.definition().storedColumns().stream()
            .map(column -> new ShapeColumn(column.name(), 0, -1))
            .toList();
    return new TableShape(state.table(), columns, TableShape.OldRow.NONE);
  }

  /**
   * Writes the parts that belong before a transaction.
   *
   * @return whether there were any
   */
  boolean place(TransactionId next) {
    boolean isPlaced = false;
    long xid = Long.parseLong(next.value());
    for (Optional<TablePart> part = reading.due(xid); part.isPresent(); part = reading.due(xid)) {
      write(part.get());
      isPlaced = true;
      mind(reading.placed(), part.get().state().table());
    }
    return isPlaced;
  }

  private void write(TablePart part) {
    TableShape read = shapeAtHand();
    Sequence sequence = log.reached().last().next();
    Origin origin = new Origin(TransactionId.SNAPSHOT, log.reached().resume(), part.time());
    TransactionTally tally = new TransactionTally(sequence, origin);
    sink.use(read, part.state().definition());
    if (reading.isFirst()) {
      TableId table = read.table();
      log.entries().add(new TimelineEntry.ReadStarted(sequence, table));
      log.entries().add(new TimelineEntry.Defined(sequence, part.state().definition()));
      append(new RowChange(read, Operation.TRUNCATE, null, null, null), tally);
      log.entries().addAll(tally.newTruncates());
      book.reading(table, sequence);
    }
    for (@Nullable String[] row : part.rows()) {
      append(new RowChange(read, Operation.READ, null, row, null), tally);
    }
    if (!tally.isEmpty()) {
      // Between two of the source's commits, whatever the clock said while it was read.
      log.placed(tally.commit(origin.position(), log.reached().time()));
    }
    log.commit();
  }

  private void append(RowChange change, TransactionTally tally) {
    tally.writes(change.shape().table());
    ChangeId id = tally.next(change.shape().table(), change.operation());
    log.wrote(sink.write(id, tally.origin(), change));
  }

  private TableShape shapeAtHand() {
    if (shape == null) {
      throw new IllegalStateException("no table is being read");
    }
    return shape;
  }

  /**
   * Whether a change is left to the reading of its table. A row moved from another key may have
   * values that were not sent, and that other may be unread: it is read by its new key at the end.
   */
  boolean takesOver(RowChange change) {
    if (state == null
        || change.oldKey() == null
        || change.after() == null
        || !reading.isOf(change.shape().table())
        || Arrays.stream(change.after()).noneMatch(TableReadings::isUnchanged)) {
      return false;
    }
    reading.readAgain(key(change.after(), state));
    return true;
  }

  /**
   * Whether what was read of a table holds a transaction that comes only now. Where a key tells
   * rows apart it may come again and changes nothing; without one its rows would count twice.
   */
  boolean hasSeen(TableId table, TransactionId transaction) {
    return state != null
        && reading.isOf(table)
        && state.definition().rowKey() instanceof RowKey.WholeRow
        && reading.hasSeen(Long.parseLong(transaction.value()));
  }

  @SuppressWarnings("ReferenceEquality")
  private static boolean isUnchanged(@Nullable String value) {
    return value == RowEncoder.UNCHANGED;
  }

  private static @Nullable String[] key(@Nullable String[] row, TableState of) {
    @Nullable String[] key = new @Nullable String[row.length];
    List<Column> columns = of.definition().storedColumns();
    if (of.definition().rowKey() instanceof RowKey.Columns named) {
      for (int i = 0; i < row.length; i++) {
        key[i] = named.names().contains(columns.get(i).name()) ? row[i] : null;
      }
    }
    return key;
  }

  /** A message has come out of the source's log. */
  void message(String content) {
    if (state != null) {
      mind(reading.message(content), state.table());
    }
  }

  private void mind(TableReading.Outcome outcome, TableId table) {
    switch (outcome) {
      case GOES_ON -> {}
      case COMPLETE -> {
        log.entries().add(book.clear(table, log.reached().last()));
        stop();
      }
      case LOST -> {
        book.obscure(
            table, log.reached().last(), "it was altered while it was read", log.entries());
        stop();
      }
    }
  }

  /** A table was lost sight of while its rows changed. */
  void mind(TableId table) {
    if (reading.isOf(table)) {
      stop();
    }
  }

  private void stop() {
    reading.stop();
    state = null;
    shape = null;
  }
}
