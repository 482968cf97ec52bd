package dev.tidemark.capture;

import dev.tidemark.capture.catalog.CatalogLook;
import dev.tidemark.capture.catalog.Lsn;
import dev.tidemark.capture.catalog.ServerTimeline;
import dev.tidemark.capture.catalog.SourceDatabase;
import dev.tidemark.capture.catalog.SourceSession;
import dev.tidemark.capture.catalog.UnreachableSourceException;
import dev.tidemark.capture.event.EventWriter;
import dev.tidemark.capture.event.OpenedLog;
import dev.tidemark.capture.snapshot.RowLimits;
import dev.tidemark.capture.snapshot.SourceRows;
import dev.tidemark.capture.source.ChangeStream;
import dev.tidemark.capture.source.StreamSettings;
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
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One go at capturing, from the log's last checkpoint until something breaks. */
final class CaptureAttempt {

  private static final Duration OPEN_AGE = Duration.ofSeconds(2);

  private final CaptureConfig config;
  private final Supplier<List<TableId>> wanted;
  private final Capture.Renames renames;
  private final OpenedLog log;
  private final StatusBoard board;
  private final MissingFiles missing;
  private final InstantSource clock;
  private final SourceDatabase database;
  private final OpenLimits limits;
  private final NewSnapshot snapshot;
  private volatile boolean isStopped;
  private volatile @Nullable SourceWatch watch;

  /**
   * @param wanted the tables that the collection is to have, which may become others meanwhile
   * @param missing what the attempts before did not find in the source
   */
  CaptureAttempt(
      CaptureConfig config,
      Supplier<List<TableId>> wanted,
      Capture.Renames renames,
      OpenedLog log,
      StatusBoard board,
      MissingFiles missing,
      InstantSource clock) {
    this.config = config.withTables(wanted.get());
    this.wanted = wanted;
    this.renames = renames;
    this.log = log;
    this.board = board;
    this.missing = missing;
    this.clock = clock;
    this.database = new SourceDatabase(config.source());
    this.limits =
        new OpenLimits(
            config.buffers().openChanges(),
            config.buffers().openBytes(),
            OPEN_AGE,
            // Its own look at the catalog comes with every heartbeat, and commits. Those of
            // other collections come at any time, and mostly need not.
            config.heartbeat().multipliedBy(3).dividedBy(4));
    this.snapshot = new NewSnapshot(this.config, database, log, board, clock);
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
    Gaps gaps = new Gaps(config, log, database, missing);
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
    throw stream(writer, taken.end(), taken.tables(), gaps.server());
  }

  /** From the last checkpoint, or with a snapshot: the first, or the first after a gap. */
  private NewSnapshot.Taken begin(EventWriter writer, Optional<Checkpoint> gap) {
    Optional<Checkpoint> last = gap.or(log::last);
    boolean isComplete = last.isPresent() && gap.isEmpty() && !last.get().isSnapshotting();
    return isComplete
        ? new NewSnapshot.Taken(last.get(), kept())
        : snapshot(writer, last.map(Checkpoint::last).orElse(Sequence.NONE));
  }

  private NewSnapshot.Taken snapshot(EventWriter writer, Sequence before) {
    List<TableState> kept = kept().states();
    if (!kept.isEmpty()) {
      // With the new snapshot nothing is kept of what is missing under its name.
      try (SourceSession session = database.open()) {
        catalog(config.tables(), kept).tellRenamed(session);
      }
    }
    return snapshot.take(writer, limits, before);
  }

  private KeptTables kept() {
    return KeptTables.read(log.states());
  }

  private RuntimeException stream(
      EventWriter writer, Checkpoint start, KeptTables kept, Optional<ServerTimeline> server)
      throws InterruptedException {
    StreamSettings settings =
        new StreamSettings(
            config.source(),
            config.slot(),
            Lsn.of(start.resume()),
            server,
            config.buffers().queuedBytes());
    RowLimits part =
        new RowLimits((int) config.buffers().openChanges(), config.buffers().openBytes() / 2);
    requireRunning();
    board.state(CaptureState.STREAMING);
    try (SourceRows rows = new SourceRows(database, config.slot(), SourceMessages.PREFIX, part);
        ChangeStream stream = start(settings, writer, start, kept, rows)) {
      Set<TableId> members = members(start, kept);
      board.members(members);
      SourceWatch looking = watch(stream, members, kept.states());
      LogWatch events = LogWatch.start(config.slot(), log.health(), stream::breakOff);
      watch = looking;
      try {
        stream.await();
      } finally {
        watch = null;
        events.close();
        looking.close();
      }
    }
    requireRunning();
    return new UnreachableSourceException(
        "the change stream of the source " + config.source().place() + " ended",
        "Capture starts again by itself, from where it was. If it does not, check the server and"
            + " its log.",
        null);
  }

  /** The tables that the collection has where capture begins. */
  private static Set<TableId> members(Checkpoint start, KeptTables kept) {
    Set<TableId> members = new TreeSet<>(kept.names());
    start.obscured().forEach(each -> members.add(each.table()));
    return members;
  }

  private TransactionAssembler assembler(
      EventWriter writer, Checkpoint start, KeptTables kept, SourceRows rows) {
    KnownTables tables =
        new KnownTables(
            kept.states(), kept.missing(), this::now, rows, "read:" + UUID.randomUUID());
    return new TransactionAssembler(start, tables, writer, limits, clock);
  }

  /** How a table is now, when nobody is just altering it. */
  private Optional<TableState> now(TableId table) {
    try (SourceSession session = database.openWatched()) {
      session.execute("BEGIN");
      session.execute("SET LOCAL lock_timeout = '5s'");
      List<TableId> readable = CatalogLook.readable(session, List.of(table));
      return !readable.isEmpty() && CatalogLook.lock(session, readable)
          ? CatalogLook.state(session, table, config.slot())
          : Optional.empty();
    }
  }

  private ChangeStream start(
      StreamSettings settings,
      EventWriter writer,
      Checkpoint start,
      KeptTables kept,
      SourceRows rows) {
    TransactionAssembler assembler = assembler(writer, start, kept, rows);
    return ChangeStream.start(settings, config.collection(), batch -> taken(batch, assembler));
  }

  private SourcePosition taken(List<SourceEvent> batch, TransactionAssembler assembler) {
    assembler.accept(batch);
    board.reached(assembler.committed());
    board.members(assembler.members());
    if (!batch.isEmpty()) {
      board.recovered();
    }
    return assembler.committed().resume();
  }

  private SourceWatch watch(ChangeStream stream, Set<TableId> members, List<TableState> states) {
    return SourceWatch.start(
        database, catalog(members, states), wanted, config.heartbeat(), stream::breakOff);
  }

  private CatalogWriter catalog(Collection<TableId> members, List<TableState> states) {
    return new CatalogWriter(config.collection(), config.slot(), members)
        .telling(states, renames::renamed);
  }

  /** The tables that the collection is to have may have become others. */
  void wake() {
    SourceWatch looking = watch;
    if (looking != null) {
      looking.wake();
    }
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
