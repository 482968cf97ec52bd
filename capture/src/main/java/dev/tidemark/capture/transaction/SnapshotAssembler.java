package dev.tidemark.capture.transaction;

import dev.tidemark.capture.table.TableShape;
import dev.tidemark.capture.table.TableState;
import dev.tidemark.schemas.change.ChangeId;
import dev.tidemark.schemas.change.Sequence;
import dev.tidemark.schemas.change.SourcePosition;
import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.change.TransactionId;
import dev.tidemark.schemas.event.Operation;
import dev.tidemark.schemas.event.Origin;
import dev.tidemark.schemas.timeline.Checkpoint;
import dev.tidemark.schemas.timeline.Checkpoint.OpenTransaction;
import dev.tidemark.schemas.timeline.OffsetMap;
import dev.tidemark.schemas.timeline.TimelineEntry;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Turns the rows of a snapshot into one transaction of the collection, the first or the first after
 * a gap. It is committed in parts; a snapshot that breaks off is not gone on with, its rows are
 * void.
 */
public final class SnapshotAssembler {

  private final ChangeSink sink;
  private final OpenLimits limits;
  private final InstantSource clock;
  private final OffsetMap offsets;
  private final Sequence before;
  private final TransactionTally tally;
  private List<TimelineEntry> entries = new ArrayList<>();
  private long changesSinceCommit;
  private long bytesSinceCommit;
  private long firstChangeAt;

  /**
   * @param before the last sequence there was
   * @param offsets where the log ends before the snapshot
   * @param position the slot's consistent point: the snapshot holds what was committed before
   * @param time the source's time then
   * @param clock for ages only
   */
  public SnapshotAssembler(
      ChangeSink sink,
      OpenLimits limits,
      Sequence before,
      OffsetMap offsets,
      SourcePosition position,
      Instant time,
      InstantSource clock) {
    this.sink = sink;
    this.limits = limits;
    this.clock = clock;
    this.offsets = offsets;
    this.before = before;
    this.tally =
        new TransactionTally(before.next(), new Origin(TransactionId.SNAPSHOT, position, time));
  }

  /**
   * What a log says before a snapshot is made: that nothing in it counts yet. It is written before
   * the slot is, so that a slot without it is somebody else's.
   *
   * @param before the last sequence there was
   */
  public static Checkpoint intent(
      Sequence before, OffsetMap offsets, SourcePosition position, Instant time) {
    return new Checkpoint(
        before,
        List.of(),
        offsets,
        position,
        time,
        new OpenTransaction(TransactionId.SNAPSHOT, before.next(), List.of()));
  }

  /**
   * Keeps nothing of tables that are not in the snapshot. It has no rows of theirs: capture must
   * not go on with them as if they were known.
   */
  public void forget(Collection<TableId> tables) {
    tables.forEach(sink::forget);
  }

  /** Records that the snapshot begins, and how its tables are. */
  public void begin(List<TableState> states) {
    Origin origin = tally.origin();
    entries.add(
        new TimelineEntry.SnapshotStarted(tally.sequence(), origin.position(), origin.time()));
    for (TableState state : states) {
      entries.add(new TimelineEntry.Defined(tally.sequence(), state.definition()));
      sink.keep(state);
    }
    commit(before, tally.open());
  }

  /** Rows of this table come next. */
  public void table(TableShape shape, TableState state) {
    sink.use(shape, state.definition());
  }

  /**
   * Takes a row of the table at hand.
   *
   * @param line of COPY's text, whose array is used up
   */
  public void row(TableShape shape, byte[] line) {
    tally.writes(shape.table());
    ChangeId id = tally.next(shape.table(), Operation.READ);
    bytesSinceCommit += sink.read(id, tally.origin(), shape, line);
    changesSinceCommit++;
    if (changesSinceCommit == 1) {
      firstChangeAt = clock.millis();
    }
    if (changesSinceCommit >= limits.changes()
        || bytesSinceCommit >= limits.bytes()
        || clock.millis() - firstChangeAt >= limits.age().toMillis()) {
      commitPart();
    }
  }

  /** Commits the rows so far: the next may be long in coming, and a sink does not wait for ever. */
  public void commitPart() {
    if (changesSinceCommit > 0) {
      commit(before, tally.open());
    }
  }

  /** How many rows there were so far. */
  public long rows() {
    return tally.changes();
  }

  /** Makes the snapshot count. */
  public Checkpoint finish() {
    entries.add(tally.commit(tally.origin().position(), tally.origin().time()));
    sink.seal(tally.sequence());
    return commit(tally.sequence(), null);
  }

  private Checkpoint commit(Sequence last, @Nullable OpenTransaction open) {
    Origin origin = tally.origin();
    Checkpoint written =
        sink.commit(new Checkpoint(last, entries, offsets, origin.position(), origin.time(), open));
    entries = new ArrayList<>();
    changesSinceCommit = 0;
    bytesSinceCommit = 0;
    return written;
  }
}
