package dev.tidemark.benchmarks.suite;

import dev.tidemark.benchmarks.measure.Figures;
import dev.tidemark.benchmarks.measure.Goal;
import dev.tidemark.benchmarks.measure.Row;
import dev.tidemark.benchmarks.peer.PgBackRest;
import dev.tidemark.benchmarks.process.Patience;
import dev.tidemark.benchmarks.server.PostgresServer;
import dev.tidemark.benchmarks.server.Tidemark;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** pgbench's tables and workload, protected by Tidemark and by pgBackRest. */
final class Bank {

  static final String COLLECTION = "bank";

  /** An incremental after each. */
  static final int PARTS = 10;

  /** The tables with keys, on which the workload changes the same rows again and again. */
  static final List<String> KEYED =
      List.of("public.pgbench_accounts", "public.pgbench_branches", "public.pgbench_tellers");

  /** What both must agree on. */
  static final String BALANCES =
      "SELECT (SELECT sum(abalance) FROM pgbench_accounts) || ' '"
          + " || (SELECT sum(bbalance) FROM pgbench_branches) || ' '"
          + " || (SELECT sum(tbalance) FROM pgbench_tellers)";

  private static final int CLIENTS = 4;
  private static final int CHANGES_PER_TRANSACTION = 4;
  private static final String SCALE = "10";

  /** pgbench's own transaction, sent as a whole, so that it takes less of the time of a run. */
  private static final String TRANSACTION =
      """
      \\set aid random(1, 100000 * :scale)
      \\set bid random(1, 1 * :scale)
      \\set tid random(1, 10 * :scale)
      \\set delta random(-5000, 5000)
      \\startpipeline
      BEGIN;
      UPDATE pgbench_accounts SET abalance = abalance + :delta WHERE aid = :aid;
      SELECT abalance FROM pgbench_accounts WHERE aid = :aid;
      UPDATE pgbench_tellers SET tbalance = tbalance + :delta WHERE tid = :tid;
      UPDATE pgbench_branches SET bbalance = bbalance + :delta WHERE bid = :bid;
      INSERT INTO pgbench_history (tid, bid, aid, delta, mtime)
      VALUES (:tid, :bid, :aid, :delta, CURRENT_TIMESTAMP);
      END;
      \\endpipeline
      """;

  private final Bench bench;
  private final PostgresServer source;
  private final PgBackRest backRest;
  private final Tidemark tidemark;
  private final long perClient;

  /** The time after each part, at which nothing was being committed. */
  private final List<String> times = new ArrayList<>();

  private long archivedBefore;
  private long storedBefore;

  Bank(Bench bench, PostgresServer source, PgBackRest backRest, Tidemark tidemark) {
    this.bench = bench;
    this.source = source;
    this.backRest = backRest;
    this.tidemark = tidemark;
    this.perClient = bench.scaled(1_000_000) / PARTS / CLIENTS;
  }

  /** How many are committed in all parts together. */
  long transactions() {
    return perClient * CLIENTS * PARTS;
  }

  List<String> times() {
    return List.copyOf(times);
  }

  /** Makes the tables; a full backup of each kind. */
  void protect() {
    source.tool("pgbench", "-i", "-q", "-s", SCALE, source.database()).run();
    source.execute("ALTER TABLE pgbench_history REPLICA IDENTITY FULL");
    backRest.fullBackup();
    List<String> create = new ArrayList<>(List.of("create", COLLECTION, "--source", source.url()));
    KEYED.forEach(table -> create.addAll(List.of("--table", table)));
    create.addAll(List.of("--table", "public.pgbench_history"));
    tidemark.run(create.toArray(String[]::new));
    tidemark.run("backup", COLLECTION, "--wait=20m");
    awaitArchived();
    archivedBefore = Directories.bytes(backRest.archivedLog());
    storedBefore = Directories.bytes(tidemark.archive());
  }

  /** Runs the workload, a part after the other. */
  void commit() {
    // Each transaction waits for no disk: what is measured is what comes after.
    source.execute("ALTER DATABASE " + source.database() + " SET synchronous_commit = off");
    Path script = script();
    for (int part = 0; part < PARTS; part++) {
      source
          .tool(
              "pgbench",
              "-n",
              "-M",
              "prepared",
              "-s",
              SCALE,
              "-f",
              script.toString(),
              "-c",
              Integer.toString(CLIENTS),
              "-j",
              "2",
              "-t",
              Long.toString(perClient),
              source.database())
          .run();
      times.add(
          source.ask(
              "SELECT to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US')"));
      // A replay stops at the first commit after the time, and a time beyond the last commit is one
      // that a backup does not reach: there must be a commit, and it changes no balance.
      source.execute("UPDATE pgbench_branches SET bbalance = bbalance WHERE bid = 1");
      tidemark.run("backup", COLLECTION, "--incremental", "--wait=20m");
      bench.say("committed %d of %d parts", part + 1, PARTS);
    }
    awaitArchived();
  }

  private Path script() {
    try {
      return Files.writeString(source.directory().resolve("transaction.sql"), TRANSACTION);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns once all of the log up to now is archived. */
  private void awaitArchived() {
    String segment = source.ask("SELECT pg_walfile_name(pg_switch_wal())");
    Patience.until(
        "the last segment to be archived",
        Duration.ofMinutes(10),
        () ->
            source
                    .ask("SELECT coalesce(last_archived_wal, '') FROM pg_stat_archiver")
                    .compareTo(segment)
                >= 0);
  }

  /** What each kept of the parts, in files of any kind. */
  void storedBytes() {
    double changes = (double) transactions() * CHANGES_PER_TRANSACTION;
    double stored = (Directories.bytes(tidemark.archive()) - storedBefore) / changes;
    double archived = (Directories.bytes(backRest.archivedLog()) - archivedBefore) / changes;
    bench.add(
        Row.ratio(
            "bytes stored for each of %,.0f changes of pgbench".formatted(changes),
            "archived log, zstd",
            Figures.of(stored),
            Figures.of(archived),
            "bytes",
            Goal.atMost(0.2)));
  }
}
