package dev.tidemark.capture;

import dev.tidemark.capture.catalog.CatalogLook;
import dev.tidemark.capture.catalog.SlotLock;
import dev.tidemark.capture.catalog.SourceDatabase;
import dev.tidemark.capture.catalog.SourceObjects;
import dev.tidemark.capture.catalog.SourceSession;
import dev.tidemark.capture.catalog.UnfitSourceException;
import dev.tidemark.capture.event.EventWriter;
import dev.tidemark.capture.event.OpenedLog;
import dev.tidemark.capture.snapshot.SourceSnapshot;
import dev.tidemark.capture.table.ShapeColumn;
import dev.tidemark.capture.table.TableShape;
import dev.tidemark.capture.table.TableState;
import dev.tidemark.capture.transaction.OpenLimits;
import dev.tidemark.capture.transaction.SnapshotAssembler;
import dev.tidemark.schemas.change.Sequence;
import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.timeline.Checkpoint;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Brings a collection's tables into its log as they are where a new slot begins. */
final class NewSnapshot {

  private static final long PROGRESS = 1000;

  private final CaptureConfig config;
  private final SourceDatabase database;
  private final OpenedLog log;
  private final StatusBoard board;
  private final InstantSource clock;
  private final AtomicReference<@Nullable SourceSnapshot> running = new AtomicReference<>();
  private volatile boolean isStopped;

  NewSnapshot(
      CaptureConfig config,
      SourceDatabase database,
      OpenedLog log,
      StatusBoard board,
      InstantSource clock) {
    this.config = config;
    this.database = database;
    this.log = log;
    this.board = board;
    this.clock = clock;
  }

  /**
   * What came of it.
   *
   * @param end the checkpoint that makes it count
   * @param tables that are in it
   */
  record Taken(Checkpoint end, KeptTables tables) {}

  /**
   * Takes it.
   *
   * @param before the last sequence there was; {@link Sequence#NONE} for the first snapshot
   */
  Taken take(EventWriter writer, OpenLimits limits, Sequence before) {
    board.state(CaptureState.SNAPSHOTTING);
    board.snapshotRows(0);
    try (SourceSession holder = database.open()) {
      SlotLock.take(holder, config.slot());
      List<TableId> tables = prepareSource(holder, before);
      try (SourceSnapshot snapshot = new SourceSnapshot(database, tables)) {
        running.set(snapshot);
        requireRunning();
        snapshot.create(config.slot());
        return read(snapshot, tables, writer, limits, before);
      } finally {
        running.set(null);
      }
    }
  }

  private Taken read(
      SourceSnapshot snapshot,
      List<TableId> tables,
      EventWriter writer,
      OpenLimits limits,
      Sequence before) {
    SnapshotAssembler assembler =
        new SnapshotAssembler(
            writer,
            limits,
            before,
            log.ends(),
            snapshot.position().position(),
            snapshot.time(),
            clock);
    List<TableState> states =
        tables.stream().map(table -> snapshot.state(table, config.slot())).toList();
    assembler.forget(keptBeside(tables));
    log.events().source(snapshot.server().written());
    assembler.begin(states);
    for (TableState state : states) {
      assembler.commitPart();
      read(snapshot, state, assembler);
      requireRunning();
      board.snapshotRows(assembler.rows());
    }
    return new Taken(assembler.finish(), KeptTables.of(states));
  }

  private Set<TableId> keptBeside(List<TableId> tables) {
    Set<TableId> kept = new TreeSet<>(KeptTables.read(log.states()).names());
    kept.removeAll(Set.copyOf(tables));
    return kept;
  }

  private void read(SourceSnapshot snapshot, TableState state, SnapshotAssembler assembler) {
    TableShape shape = shape(state);
    assembler.table(shape, state);
    snapshot.read(
        state.definition(),
        line -> {
          assembler.row(shape, line);
          if (assembler.rows() % PROGRESS == 0) {
            board.snapshotRows(assembler.rows());
          }
          return !isStopped;
        });
  }

  private static TableShape shape(TableState state) {
    List<ShapeColumn> columns =
        state.definition().storedColumns().stream()
            .map(column -> new ShapeColumn(column.name(), 0, -1))
            .toList();
    return new TableShape(state.table(), columns, TableShape.OldRow.NONE);
  }

  /** Says in the log that a snapshot begins, and only then takes away what an earlier one left. */
  private List<TableId> prepareSource(SourceSession session, Sequence before) {
    if (log.last().isEmpty() && before.equals(Sequence.NONE)) {
      requireUnused(session);
    }
    List<TableId> tables = tables(session, before);
    Checkpoint intent =
        SnapshotAssembler.intent(
            before, log.ends(), SourceObjects.end(session), SourceObjects.now(session));
    // Whoever was shut out of the log learns it here, with the lock in hand and nothing dropped.
    log.events().commit(intent);
    SourceObjects.drop(session, config.slot());
    return tables;
  }

  /** All of them at first; after a gap those that are left, and can be captured as they are. */
  private List<TableId> tables(SourceSession session, Sequence before) {
    if (before.equals(Sequence.NONE)) {
      return config.tables();
    }
    List<TableId> present = CatalogLook.capturable(session, config.tables());
    if (present.isEmpty()) {
      throw new UnfitSourceException(
          "none of the tables of collection "
              + config.collection()
              + " is in the source "
              + config.source().place(),
          "Capture looks again by itself. Drop the collection if they are gone for good; its backups"
              + " can be kept.");
    }
    return present;
  }

  private void requireUnused(SourceSession session) {
    boolean isUsed =
        session.one(
            "select exists (select from pg_replication_slots where slot_name = ?)",
            row -> row.getBoolean(1),
            config.slot());
    if (isUsed) {
      throw new UnfitSourceException(
          "the source "
              + config.source().place()
              + " already has a replication slot "
              + config.slot()
              + ", and this log has nothing of it",
          "It may be of a collection elsewhere. If nobody needs it, run: SELECT"
              + " pg_drop_replication_slot('"
              + config.slot()
              + "');");
    }
  }

  private void requireRunning() {
    if (isStopped) {
      throw new IllegalStateException("capture of " + config.collection() + " was stopped");
    }
  }

  /** Ends {@link #take} soon, from another thread. */
  void stop() {
    isStopped = true;
    SourceSnapshot snapshot = running.get();
    if (snapshot != null) {
      snapshot.abort();
    }
  }
}
