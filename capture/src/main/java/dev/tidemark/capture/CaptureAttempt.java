package dev.tidemark.capture;

import dev.tidemark.capture.catalog.CatalogLook;
import dev.tidemark.capture.catalog.Lsn;
import dev.tidemark.capture.catalog.SourceDatabase;
import dev.tidemark.capture.catalog.SourceSession;
import dev.tidemark.capture.catalog.UnreachableSourceException;
import dev.tidemark.capture.event.EventWriter;
import dev.tidemark.capture.event.OpenedLog;
import dev.tidemark.capture.snapshot.RowLimits;
import dev.tidemark.capture.snapshot.SourceRows;
import dev.tidemark.capture.source.ChangeStream;
import dev.tidemark.capture.source.StreamSettings;
import dev.tidemark.capture.table.LookJson;
import dev.tidemark.capture.table.TableState;
import dev.tidemark.capture.transaction.KnownTables;
import dev.tidemark.capture.transaction.OpenLimits;
import dev.tidemark.capture.transaction.SourceEvent;
import dev.tidemark.capture.transaction.TransactionAssembler;
import dev.tidemark.capture.watch.CatalogWriter;
import dev.tidemark.capture.watch.SourceMessages;
import dev.tidemark.capture.watch.SourceWatch;
import dev.tidemark.schemas.change.Sequence;
import dev.tidemark.schemas.change.SourcePosition;
import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.timeline.Checkpoint;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** One go at capturing, from the log's last checkpoint until something breaks. */
final class CaptureAttempt {

  private static final Duration OPEN_AGE = Duration.ofSeconds(2);

  private final CaptureConfig config;
  private final OpenedLog log;
  private final StatusBoard board;
  private final InstantSource clock;
  private final SourceDatabase database;
  private final OpenLimits limits;
  private final NewSnapshot snapshot;
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
    this.snapshot = new NewSnapshot(config, database, log, board, clock);
  }

  /** What comes after an attempt that did not end by an error. */
  enum Outcome {
    /** There is a gap, over which nothing is captured. */
    GAP,
    /** A new snapshot is complete behind a gap: the log is another one now. */
    BEGUN_ANEW
  }

  /** Otherwise it ends by an error. */
  Outcome run() throws InterruptedException {
    EventWriter writer =
        new EventWriter(config.collection(), config.source().database(), log.events(), clock);
    Gaps gaps = new Gaps(config, log, database);
    Optional<Checkpoint> gap = gaps.find();
    if (gap.isPresent() && config.afterGap() == AfterGap.STOP) {
      board.gap(gap.get(), Gaps.of(gap.get()), gaps.text(gap.get()));
      return Outcome.GAP;
    }
    NewSnapshot.Taken taken = begin(writer, gap.map(gaps::leave));
    board.reached(taken.end());
    if (gap.isPresent()) {
      return Outcome.BEGUN_ANEW;
    }
    throw stream(writer, taken.end(), taken.states());
  }

  /** From the last checkpoint, or with a snapshot: the first, or the first after a gap. */
  private NewSnapshot.Taken begin(EventWriter writer, Optional<Checkpoint> gap) {
    Optional<Checkpoint> last = gap.or(log::last);
    boolean isComplete = last.isPresent() && gap.isEmpty() && !last.get().isSnapshotting();
    return isComplete
        ? new NewSnapshot.Taken(last.get(), keptStates())
        : snapshot.take(writer, limits, last.map(Checkpoint::last).orElse(Sequence.NONE));
  }

  private List<TableState> keptStates() {
    return log.states().stream().map(LookJson::readState).toList();
  }

  private RuntimeException stream(EventWriter writer, Checkpoint start, List<TableState> states)
      throws InterruptedException {
    StreamSettings settings =
        new StreamSettings(
            config.source(), config.slot(), Lsn.of(start.resume()), config.buffers().queuedBytes());
    RowLimits part =
        new RowLimits((int) config.buffers().openChanges(), config.buffers().openBytes() / 2);
    requireRunning();
    board.state(CaptureState.STREAMING);
    try (SourceRows rows = new SourceRows(database, config.slot(), SourceMessages.PREFIX, part);
        ChangeStream stream = start(settings, assembler(writer, start, states, rows))) {
      SourceWatch source = watch(stream);
      LogWatch events = LogWatch.start(config.slot(), log.health(), stream::breakOff);
      try {
        stream.await();
      } finally {
        events.close();
        source.close();
      }
    }
    requireRunning();
    return new UnreachableSourceException(
        "the change stream of the source " + config.source().place() + " ended",
        "Capture starts again by itself, from where it was. If it does not, check the server and"
            + " its log.",
        null);
  }

  private TransactionAssembler assembler(
      EventWriter writer, Checkpoint start, List<TableState> states, SourceRows rows) {
    KnownTables tables =
        new KnownTables(
            Set.copyOf(config.tables()), states, this::now, rows, "read:" + UUID.randomUUID());
    return new TransactionAssembler(start, tables, writer, limits, clock);
  }

  /** How a table is now, when nobody is just altering it. */
  private Optional<TableState> now(TableId table) {
    try (SourceSession session = database.openWatched()) {
      session.execute("BEGIN");
      session.execute("SET LOCAL lock_timeout = '5s'");
      return CatalogLook.lock(session, List.of(table))
          ? CatalogLook.state(session, table, config.slot())
          : Optional.empty();
    }
  }

  private ChangeStream start(StreamSettings settings, TransactionAssembler assembler) {
    return ChangeStream.start(
        settings,
        config.collection(),
        Set.copyOf(config.tables()),
        batch -> taken(batch, assembler));
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
    CatalogWriter catalog = new CatalogWriter(config.collection(), config.slot(), config.tables());
    return SourceWatch.start(database, catalog, config.heartbeat(), stream::breakOff);
  }

  private void requireRunning() {
    if (isStopped) {
      throw new IllegalStateException("capture of " + config.collection() + " was stopped");
    }
  }

  /** Ends {@link #run} soon, from another thread, which also has to interrupt it. */
  void stop() {
    isStopped = true;
    snapshot.stop();
  }
}
