package dev.tidemark.capture.transaction;

import dev.tidemark.capture.table.LookNews;
import dev.tidemark.schemas.change.ChangeId;
import dev.tidemark.schemas.change.Sequence;
import dev.tidemark.schemas.change.SourcePosition;
import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.change.TransactionId;
import dev.tidemark.schemas.event.Operation;
import dev.tidemark.schemas.event.Origin;
import dev.tidemark.schemas.timeline.Checkpoint.OpenTransaction;
import dev.tidemark.schemas.timeline.Checkpoint.WrittenPart;
import dev.tidemark.schemas.timeline.TableChanges;
import dev.tidemark.schemas.timeline.TimelineEntry.Commit;
import dev.tidemark.schemas.timeline.TimelineEntry.Truncated;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Counts what one transaction does. Its size does not grow with the transaction. */
final class TransactionTally {

  private final Sequence sequence;
  private final Origin origin;
  private final SortedMap<TableId, TableTally> tables = new TreeMap<>();
  private final List<String> messages = new ArrayList<>();
  private final List<LookNews> looks = new ArrayList<>();
  private List<Truncated> truncates = new ArrayList<>();
  private long changes;

  /** The table asked for last, which mostly is asked for again. */
  private @Nullable TableId lastTable;

  private TableTally last = new TableTally();

  /**
   * @param sequence what it will bear if it changes anything
   */
  TransactionTally(Sequence sequence, Origin origin) {
    this.sequence = sequence;
    this.origin = origin;
  }

  /** Goes on with a transaction of which a part is written, and which comes again. */
  static TransactionTally of(OpenTransaction open, Origin origin) {
    TransactionTally tally = new TransactionTally(open.sequence(), origin);
    for (WrittenPart part : open.parts()) {
      tally.tables.put(part.changes().table(), TableTally.of(part));
    }
    tally.changes = open.written();
    return tally;
  }

  Sequence sequence() {
    return sequence;
  }

  Origin origin() {
    return origin;
  }

  TransactionId transaction() {
    return origin.transaction();
  }

  long changes() {
    return changes;
  }

  boolean isEmpty() {
    return changes == 0;
  }

  /**
   * A change arrived; an update that becomes a delete and an insert is one.
   *
   * @return whether it was written before a crash
   */
  boolean arrives(TableId table) {
    return table(table).arrives();
  }

  /** The change that arrived last is written, too, of its table. */
  void writes(TableId table) {
    table(table).writes();
  }

  /** The place of the next change, which is counted by this. */
  ChangeId next(TableId table, Operation operation) {
    ChangeId id = new ChangeId(sequence, changes);
    changes++;
    table(table).count(operation);
    if (operation == Operation.TRUNCATE) {
      truncates.add(new Truncated(id, table));
    }
    return id;
  }

  private TableTally table(TableId table) {
    if (!table.equals(lastTable)) {
      last = tables.computeIfAbsent(table, unseen -> new TableTally());
      lastTable = table;
    }
    return last;
  }

  /** Whether all that was written before a crash has come again. */
  boolean isCaughtUp() {
    return tables.values().stream().allMatch(TableTally::isCaughtUp);
  }

  /** A message of Tidemark's own: what it means, counts at the end. */
  void message(String content) {
    messages.add(content);
  }

  List<String> messages() {
    return messages;
  }

  void look(LookNews news) {
    looks.add(news);
  }

  /** Looks at the catalog that stand in it. */
  List<LookNews> looks() {
    return looks;
  }

  /** The truncates since this was last asked. */
  List<Truncated> newTruncates() {
    List<Truncated> taken = truncates;
    truncates = new ArrayList<>();
    return taken;
  }

  /** How many truncates and messages wait in memory. */
  int waiting() {
    return truncates.size() + messages.size();
  }

  /** What a checkpoint says of it before its end. */
  OpenTransaction open() {
    List<WrittenPart> parts = new ArrayList<>();
    tables.forEach(
        (table, tally) -> {
          if (tally.isWritten()) {
            parts.add(tally.part(table));
          }
        });
    return new OpenTransaction(transaction(), sequence, parts);
  }

  Commit commit(SourcePosition position, Instant time) {
    List<TableChanges> changed = new ArrayList<>();
    tables.forEach(
        (table, tally) -> {
          if (tally.isWritten()) {
            changed.add(tally.changes(table));
          }
        });
    return new Commit(sequence, transaction(), position, time, changed);
  }

  /**
   * Compares with what was counted when the changes came from the source.
   *
   * @throws BrokenStreamException they differ, so something is missing or came twice
   */
  void requireSame(SourceEvent.End end) {
    if (!end.transaction().equals(transaction())) {
      throw new BrokenStreamException(
          "transaction " + end.transaction() + " ends inside transaction " + transaction());
    }
    SortedMap<TableId, Long> arrived = new TreeMap<>();
    for (Map.Entry<TableId, TableTally> table : tables.entrySet()) {
      if (table.getValue().arrived() > 0) {
        arrived.put(table.getKey(), table.getValue().arrived());
      }
    }
    if (!arrived.equals(end.arrived())) {
      throw new BrokenStreamException(
          "transaction "
              + transaction()
              + " has these changes by the count of the source's stream, "
              + new TreeMap<>(end.arrived())
              + ", and these arrived: "
              + arrived);
    }
  }
}
