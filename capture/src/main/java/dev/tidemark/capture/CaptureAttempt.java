package dev.tidemark.capture;

import dev.tidemark.capture.catalog.Catalog;
import dev.tidemark.capture.catalog.Lsn;
import dev.tidemark.capture.catalog.SourceDatabase;
import dev.tidemark.capture.catalog.SourceObjects;
import dev.tidemark.capture.catalog.SourceSession;
import dev.tidemark.capture.catalog.UnfitSourceException;
import dev.tidemark.capture.catalog.UnreachableSourceException;
import dev.tidemark.capture.event.EventWriter;
import dev.tidemark.capture.event.OpenedLog;
import dev.tidemark.capture.snapshot.SourceSnapshot;
import dev.tidemark.capture.source.ChangeStream;
import dev.tidemark.capture.source.StreamSettings;
import dev.tidemark.capture.transaction.OpenLimits;
import dev.tidemark.capture.transaction.SnapshotAssembler;
import dev.tidemark.capture.transaction.SourceEvent;
import dev.tidemark.capture.transaction.TableShape;
import dev.tidemark.capture.transaction.TransactionAssembler;
import dev.tidemark.capture.watch.SourceWatch;
import dev.tidemark.schemas.change.SourcePosition;
import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.table.Column;
import dev.tidemark.schemas.table.TableDefinition;
import dev.tidemark.schemas.timeline.Checkpoint;
import dev.tidemark.schemas.timeline.TimelineEntry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** One go at capturing, from the log's last checkpoint until something breaks. */
final class CaptureAttempt {

  private static final Duration OPEN_AGE = Duration.ofSeconds(2);
  private static final long PROGRESS = 1000;

  private final CaptureConfig config;
  private final OpenedLog log;
  private final StatusBoard board;
  private final InstantSource clock;
  private final SourceDatabase database;
  private final OpenLimits limits;
  private final AtomicReference<@Nullable SourceSnapshot> running = new AtomicReference<>();
  private volatile boolean isStopped;

  CaptureAttempt(CaptureConfig config, OpenedLog log, StatusBoard board, InstantSource clock) {
    this.config = config;
    this.log = log;
    this.board = board;
    this.clock = clock;
    this.database = new SourceDatabase(config.source());
    this.limits =
        new OpenLimits(
            config.buffers().openChanges(),
            config.buffers().openBytes(),
            OPEN_AGE,
            config.heartbeat().dividedBy(2));
  }

  /** Returns only when there is a gap, over which nothing is captured; or by an error. */
  void run() throws InterruptedException {
    EventWriter writer =
        new EventWriter(
            config.collection(), config.source().database(), this::definition, log.events(), clock);
    Optional<Checkpoint> last = log.last().filter(found -> found.last().value() > 0);
    Checkpoint start = last.isPresent() ? last.get() : snapshot(writer);
    board.reached(start);
    Optional<String> gap = gap(start);
    if (gap.isPresent()) {
      board.failed(CaptureState.GAP, gap.get());
      return;
    }
    stream(writer, start);
  }

  private TableDefinition definition(TableId table) {
    try (SourceSession session = database.openWatched()) {
      return Catalog.definition(session, table);
    }
  }

  private Checkpoint snapshot(EventWriter writer) {
    board.state(CaptureState.SNAPSHOTTING);
    board.snapshotRows(0);
    prepareSource();
    try (SourceSnapshot snapshot = new SourceSnapshot(database, config.tables())) {
      running.set(snapshot);
      requireRunning();
      snapshot.create(config.slot());
      SnapshotAssembler assembler =
          new SnapshotAssembler(
              writer, limits, log.ends(), snapshot.position().position(), snapshot.time(), clock);
      List<TableDefinition> definitions = new ArrayList<>();
      config.tables().forEach(table -> definitions.add(snapshot.definition(table)));
      List<TableShape> shapes = definitions.stream().map(CaptureAttempt::shape).toList();
      assembler.begin(shapes);
      for (int i = 0; i < shapes.size(); i++) {
        TableShape shape = shapes.get(i);
        assembler.commitPart();
        snapshot.read(
            definitions.get(i),
            values -> {
              assembler.row(shape, values);
              if (assembler.rows() % PROGRESS == 0) {
                board.snapshotRows(assembler.rows());
              }
              return !isStopped;
            });
        requireRunning();
        board.snapshotRows(assembler.rows());
      }
      return assembler.finish();
    } finally {
      running.set(null);
    }
  }

  /** Says in the log that a snapshot begins, and only then takes away what an earlier one left. */
  private void prepareSource() {
    try (SourceSession session = database.open()) {
      if (log.last().isEmpty()) {
        requireUnused(session);
      }
      Checkpoint intent =
          SnapshotAssembler.intent(
              log.ends(), SourceObjects.end(session), SourceObjects.now(session));
      log.events().commit(intent);
      SourceObjects.drop(session, config.slot());
    }
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

  private static TableShape shape(TableDefinition definition) {
    return new TableShape(
        definition.id(), definition.storedColumns().stream().map(Column::name).toList(), false);
  }

  /** The gap after this checkpoint, recorded if it is new. */
  private Optional<String> gap(Checkpoint last) {
    for (TimelineEntry entry : last.entries()) {
      if (entry instanceof TimelineEntry.Gap known) {
        return Optional.of(known.reason());
      }
    }
    Optional<String> found;
    Instant now;
    try (SourceSession session = database.open()) {
      found = SourceObjects.gap(session, config.slot(), config.tables(), Lsn.of(last.resume()));
      now = SourceObjects.now(session);
    }
    Optional<String> reason =
        found.map(
            why ->
                why
                    + ". Changes after sequence "
                    + last.last()
                    + " were lost; restores up to it still work. Drop the collection and create it"
                    + " anew to go on.");
    reason.ifPresent(
        text ->
            log.events()
                .commit(
                    new Checkpoint(
                        last.last(),
                        List.of(new TimelineEntry.Gap(last.last(), text, now)),
                        last.offsets(),
                        last.resume(),
                        last.time(),
                        last.open())));
    return reason;
  }

  private void stream(EventWriter writer, Checkpoint start) throws InterruptedException {
    TransactionAssembler assembler = new TransactionAssembler(start, writer, limits, clock);
    StreamSettings settings =
        new StreamSettings(
            config.source(), config.slot(), Lsn.of(start.resume()), config.buffers().queuedBytes());
    requireRunning();
    board.state(CaptureState.STREAMING);
    try (ChangeStream stream =
        ChangeStream.start(
            settings, Set.copyOf(config.tables()), batch -> taken(batch, assembler))) {
      SourceWatch watch = watch(stream);
      try {
        stream.await();
      } finally {
        watch.close();
      }
    }
    requireRunning();
    throw new UnreachableSourceException(
        "the change stream of the source " + config.source().place() + " ended",
        "Capture starts again by itself, from where it was. If it does not, check the server and"
            + " its log.",
        null);
  }

  private SourcePosition taken(List<SourceEvent> batch, TransactionAssembler assembler) {
    assembler.accept(batch);
    board.reached(assembler.committed());
    if (!batch.isEmpty()) {
      board.recovered();
    }
    return assembler.committed().resume();
  }

  private SourceWatch watch(ChangeStream stream) {
    return SourceWatch.start(
        database, config.slot(), ChangeStream.MESSAGES, config.heartbeat(), stream::breakOff);
  }

  private void requireRunning() {
    if (isStopped) {
      throw new IllegalStateException("capture of " + config.collection() + " was stopped");
    }
  }

  /** Ends {@link #run} soon, from another thread, which also has to interrupt it. */
  void stop() {
    isStopped = true;
    SourceSnapshot snapshot = running.get();
    if (snapshot != null) {
      snapshot.abort();
    }
  }
}
