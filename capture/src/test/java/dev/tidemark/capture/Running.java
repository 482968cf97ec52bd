package dev.tidemark.capture;

import dev.tidemark.capture.event.OpenedLog;
import dev.tidemark.schemas.change.CollectionName;
import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.timeline.TimelineEntry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** A capture of a database into a log in memory, and waiting for it. */
final class Running implements AutoCloseable {

  private static final AtomicInteger NAMES = new AtomicInteger();
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final SourceServer source;
  private final MemoryLog log;
  private final Supplier<OpenedLog> logs;
  private final Map<TableId, TableId> renames = new ConcurrentHashMap<>();
  private CaptureConfig config;
  private Capture capture;

  private Running(
      SourceServer source, CaptureConfig config, MemoryLog log, Supplier<OpenedLog> logs) {
    this.source = source;
    this.config = config;
    this.log = log;
    this.logs = logs;
    this.capture = Capture.start(config, renames::put, logs);
  }

  static Running start(SourceServer source, String... tables) {
    return start(config(source, tables), source, new MemoryLog());
  }

  static Running start(CaptureConfig config, SourceServer source, MemoryLog log) {
    return start(config, source, log, log::open);
  }

  /** With other ways to open the log. */
  static Running start(
      CaptureConfig config, SourceServer source, MemoryLog log, Supplier<OpenedLog> logs) {
    return new Running(source, config, log, logs);
  }

  static CaptureConfig config(SourceServer source, String... tables) {
    return CaptureConfig.of(
            new CollectionName("spec" + NAMES.incrementAndGet()),
            source.url(),
            ids(tables),
            "nowhere:1")
        .withHeartbeat(Duration.ofMillis(500));
  }

  Running afterSnapshot() {
    until(() -> !history().entries(TimelineEntry.Commit.class).isEmpty());
    return this;
  }

  /** Waits until all that was committed before now is in the log. */
  History caughtUp() {
    String mark = "spec-" + NAMES.incrementAndGet();
    Sources.mark(config, mark);
    until(() -> history().hasMark(mark));
    return history();
  }

  History history() {
    return new History(log);
  }

  MemoryLog log() {
    return log;
  }

  CaptureConfig config() {
    return config;
  }

  CaptureStatus status() {
    return capture.status();
  }

  /** Stops, and waits until the server has noticed. */
  void stop() {
    capture.close();
    until(
        () ->
            source
                .rows(
                    "SELECT FROM pg_replication_slots WHERE active AND slot_name = '"
                        + config.slot()
                        + "'")
                .isEmpty());
  }

  /** The same capture, with another word on what it does after a gap. */
  void startAgain(AfterGap afterGap) {
    capture = Capture.start(config.withAfterGap(afterGap), renames::put, logs);
  }

  /** As when it is altered while there is no capture. */
  void startAgain(AfterGap afterGap, String... tables) {
    config = config.withTables(ids(tables));
    startAgain(afterGap);
  }

  /** As {@link #startAgain()}; a server has to say for so long that it does not find its log. */
  void startAgain(Duration patience) {
    capture = Capture.start(config, renames::put, patience, logs);
  }

  void startAgain() {
    capture = Capture.start(config, renames::put, logs);
  }

  void startAgain(String... tables) {
    config = config.withTables(ids(tables));
    startAgain();
  }

  /** The tables are to be these. */
  void tables(String... tables) {
    config = config.withTables(ids(tables));
    capture.tables(ids(tables));
  }

  /** Waits until the tables are these, and all that is known of them can be relied on. */
  Running afterExchange(String... tables) {
    until(() -> status().members().equals(Set.copyOf(ids(tables))));
    until(() -> status().unread().isEmpty());
    return this;
  }

  /** Tables that were renamed, and their names now. */
  Map<TableId, TableId> renames() {
    return renames;
  }

  private static List<TableId> ids(String... tables) {
    return List.of(tables).stream().map(TableId::parse).toList();
  }

  void until(BooleanSupplier condition) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("not within " + PATIENCE + "; " + capture.status());
      }
      LockSupport.parkNanos(5_000_000);
    }
  }

  @Override
  public void close() {
    capture.close();
  }
}
