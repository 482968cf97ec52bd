package dev.tidemark.capture.transaction;

import dev.tidemark.schemas.change.ChangeId;
import dev.tidemark.schemas.change.Sequence;
import dev.tidemark.schemas.change.SourcePosition;
import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.change.TransactionId;
import dev.tidemark.schemas.event.Operation;
import dev.tidemark.schemas.event.Origin;
import dev.tidemark.schemas.timeline.TableChanges;
import dev.tidemark.schemas.timeline.TimelineEntry.Commit;
import dev.tidemark.schemas.timeline.TimelineEntry.Truncated;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Counts what one transaction does. Its size does not grow with the transaction. */
final class TransactionTally {

  private final Sequence sequence;
  private final Origin origin;
  private final long skip;
  private final SortedMap<TableId, Counts> counts = new TreeMap<>();
  private final List<Truncated> truncates = new ArrayList<>();
  private final List<String> marks = new ArrayList<>();
  private final Map<TableId, Long> arrived = new HashMap<>();
  private @Nullable TableId arriving;
  private long arrivedOfOne;
  private long changes;

  /** How often each thing happened to one table. */
  private static final class Counts {
    long inserts;
    long updates;
    long deletes;
    long truncates;
  }

  /**
   * @param sequence what it will bear if it changes anything
   * @param skip how many of its changes are already written
   */
  TransactionTally(Sequence sequence, Origin origin, long skip) {
    this.sequence = sequence;
    this.origin = origin;
    this.skip = skip;
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

  /** A change arrived; an update that becomes a delete and an insert is one. */
  void arrived(TableId table) {
    if (!table.equals(arriving)) {
      settleArrived();
      arriving = table;
    }
    arrivedOfOne++;
  }

  private void settleArrived() {
    if (arriving != null) {
      arrived.merge(arriving, arrivedOfOne, Long::sum);
    }
    arrivedOfOne = 0;
  }

  /** The place of the next change, which is counted by this. */
  ChangeId next(TableId table, Operation operation) {
    ChangeId id = new ChangeId(sequence, changes);
    changes++;
    Counts count = counts.computeIfAbsent(table, unseen -> new Counts());
    switch (operation) {
      case READ, CREATE -> count.inserts++;
      case UPDATE -> count.updates++;
      case DELETE -> count.deletes++;
      case TRUNCATE -> {
        count.truncates++;
        truncates.add(new Truncated(id, table));
      }
    }
    return id;
  }

  /** Whether the change at this place was written before a crash. */
  boolean isWritten(ChangeId id) {
    return id.order() < skip;
  }

  /** Whether all that was written before a crash has come again. */
  boolean isCaughtUp() {
    return changes >= skip;
  }

  void mark(String name) {
    marks.add(name);
  }

  List<String> marks() {
    return marks;
  }

  List<Truncated> truncates() {
    return truncates;
  }

  /** How many truncates and markers wait in memory for the end of the transaction. */
  int waiting() {
    return truncates.size() + marks.size();
  }

  Commit commit(SourcePosition position, Instant time) {
    List<TableChanges> tables = new ArrayList<>();
    counts.forEach(
        (table, count) ->
            tables.add(
                new TableChanges(
                    table,
                    count.inserts,
                    count.updates,
                    count.deletes,
                    count.truncates,
                    List.of())));
    return new Commit(sequence, transaction(), position, time, tables);
  }

  /**
   * Compares with what was counted when the changes arrived from the source.
   *
   * @throws BrokenStreamException they differ, so something is missing or came twice
   */
  void requireSame(SourceEvent.End end) {
    if (!end.transaction().equals(transaction())) {
      throw new BrokenStreamException(
          "transaction " + end.transaction() + " ends inside transaction " + transaction());
    }
    settleArrived();
    arriving = null;
    if (!arrived.equals(end.arrived())) {
      throw new BrokenStreamException(
          "transaction "
              + transaction()
              + " has these changes by the count of the source's stream, "
              + new TreeMap<>(end.arrived())
              + ", and these arrived: "
              + new TreeMap<>(arrived));
    }
  }
}
