package dev.tidemark.schemas.timeline;

import dev.tidemark.schemas.change.ChangeId;
import dev.tidemark.schemas.change.Sequence;
import dev.tidemark.schemas.change.SourcePosition;
import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.change.TransactionId;
import dev.tidemark.schemas.table.TableDefinition;
import java.time.Instant;
import java.util.List;

/** One thing on the timeline. Entries stand in the order in which they happened. */
public sealed interface TimelineEntry {

  /** The sequence it belongs to; for what is no commit, the last one before it. */
  Sequence sequence();

  /**
   * A committed transaction with at least one change in the collection, or the initial snapshot.
   *
   * @param transaction the source's id, or {@link TransactionId#SNAPSHOT}
   * @param position the end of its commit in the source's log
   * @param time the source's commit time, in microseconds; may run backwards from commit to commit
   * @param tables what it did, per table touched
   */
  record Commit(
      Sequence sequence,
      TransactionId transaction,
      SourcePosition position,
      Instant time,
      List<TableChanges> tables)
      implements TimelineEntry {
    public Commit {
      tables = List.copyOf(tables);
    }

    /** The number of its changes, over all tables. */
    public long changes() {
      return tables.stream().mapToLong(TableChanges::total).sum();
    }
  }

  /** TRUNCATE: every version of the table older than this change is dead. */
  record Truncated(ChangeId id, TableId table) implements TimelineEntry {
    @Override
    public Sequence sequence() {
      return id.sequence();
    }
  }

  /** A table's definition, in force from this sequence on. */
  record Defined(Sequence sequence, TableDefinition definition) implements TimelineEntry {}

  /**
   * A name given to a place: everything committed before it has a sequence up to this one.
   *
   * @param position the end, in the source's log, of the transaction that wrote it
   * @param time the source's commit time of that transaction
   */
  record Marked(Sequence sequence, String name, SourcePosition position, Instant time)
      implements TimelineEntry {}

  /**
   * A stretch of the source's history after this sequence that was not captured.
   *
   * @param reason for people: what happened and what to do
   */
  record Gap(Sequence sequence, String reason, Instant time) implements TimelineEntry {}

  /**
   * A snapshot of the source began; its rows will bear this sequence. When a later one begins with
   * the same sequence, this one was broken off and its rows are void.
   *
   * @param position the slot's consistent point
   */
  record SnapshotStarted(Sequence sequence, SourcePosition position, Instant time)
      implements TimelineEntry {}

  /**
   * The table changed in a way the source's log does not tell, or somewhere it does not tell: what
   * the table was after a sequence is not known, up to a {@link Cleared}.
   *
   * @param sequence the last one before it was noticed
   * @param after the last sequence at which all was well
   * @param reason for people: what happened
   */
  record Obscured(Sequence sequence, TableId table, Sequence after, String reason)
      implements TimelineEntry {}

  /**
   * A table begins to be read from the source, by transactions of Tidemark's own, of which this one
   * is the first: its older versions are dead, and its rows come in parts among its changes. Until
   * it is {@link Cleared}, some rows are there and some are not.
   */
  record ReadStarted(Sequence sequence, TableId table) implements TimelineEntry {}

  /** The table is known again, from this sequence on. */
  record Cleared(Sequence sequence, TableId table) implements TimelineEntry {}

  /**
   * The table is no longer in the collection, from this sequence on.
   *
   * @param reason for people: dropped, renamed, taken out
   */
  record Removed(Sequence sequence, TableId table, String reason) implements TimelineEntry {}
}
