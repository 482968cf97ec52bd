package dev.tidemark.benchmarks.suite;

import dev.tidemark.benchmarks.measure.Figures;
import dev.tidemark.benchmarks.measure.Goal;
import dev.tidemark.benchmarks.measure.Row;
import dev.tidemark.benchmarks.measure.Stopwatch;
import dev.tidemark.benchmarks.peer.PgBackRest;
import dev.tidemark.benchmarks.process.Patience;
import dev.tidemark.benchmarks.process.Program;
import dev.tidemark.benchmarks.report.HistoryPoint;
import dev.tidemark.benchmarks.server.Broker;
import dev.tidemark.benchmarks.server.PostgresServer;
import dev.tidemark.benchmarks.server.Tidemark;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * pgbench's own workload, and restores to points in it: Tidemark's merge against pgBackRest's
 * restore and replay. Both must give the same balances.
 */
final class PointInTime implements Benchmark {

  private static final String COLLECTION = "bank";
  private static final int CLIENTS = 4;

  /** An incremental after each; restores go to the ends of some of them. */
  private static final int PARTS = 10;

  private static final int MIDDLE = 5;
  private static final List<Integer> PICTURED = List.of(1, 3, MIDDLE, 8, PARTS);

  private static final List<String> KEYED =
      List.of("public.pgbench_accounts", "public.pgbench_branches", "public.pgbench_tellers");

  private static final String BALANCES =
      "SELECT (SELECT sum(abalance) FROM pgbench_accounts) || ' '"
          + " || (SELECT sum(bbalance) FROM pgbench_branches) || ' '"
          + " || (SELECT sum(tbalance) FROM pgbench_tellers)";

  @Override
  public String name() {
    return "point";
  }

  @Override
  public void run(Bench bench) {
    Path directory = bench.fresh("point");
    Path own = directory.resolve("pgbackrest");
    PgBackRest backRest = PgBackRest.configured(own);
    try (PostgresServer source =
            PostgresServer.create(
                directory.resolve("postgres"),
                "archive_mode = on",
                backRest.archiveCommand(),
                "wal_compression = off");
        Broker broker = Broker.start(directory.resolve("broker"))) {
      backRest.protect(source, own);
      Tidemark tidemark =
          new Tidemark(bench.root(), directory.resolve("tidemark"), broker, bench.collected());
      tidemark.start();
      try {
        new Bank(bench, directory, source, backRest, tidemark).run();
      } finally {
        tidemark.stop();
      }
    }
  }

  /** The steps, each on what the one before left. */
  private static final class Bank {

    private final Bench bench;
    private final Path directory;
    private final PostgresServer source;
    private final PgBackRest backRest;
    private final Tidemark tidemark;
    private final long transactions;

    /** The time after each part, at which nothing was being committed; the first before any. */
    private final List<String> times = new ArrayList<>();

    Bank(
        Bench bench,
        Path directory,
        PostgresServer source,
        PgBackRest backRest,
        Tidemark tidemark) {
      this.bench = bench;
      this.directory = directory;
      this.source = source;
      this.backRest = backRest;
      this.tidemark = tidemark;
      this.transactions = bench.scaled(1_000_000);
    }

    void run() {
      protect();
      commitParts();
      restores();
      longHistory();
      storedBytes();
    }

    private void protect() {
      source.tool("pgbench", "-i", "-q", "-s", "10", source.database()).run();
      source.execute("ALTER TABLE pgbench_history REPLICA IDENTITY FULL");
      backRest.fullBackup();
      List<String> create =
          new ArrayList<>(List.of("create", COLLECTION, "--source", source.url()));
      for (String table : KEYED) {
        create.addAll(List.of("--table", table));
      }
      create.addAll(List.of("--table", "public.pgbench_history"));
      tidemark.run(create.toArray(String[]::new));
      tidemark.awaitStreaming(COLLECTION);
      tidemark.run("backup", COLLECTION);
    }

    private void commitParts() {
      // Each transaction waits for no disk: what is measured is what comes after.
      source.execute("ALTER DATABASE " + source.database() + " SET synchronous_commit = off");
      for (int part = 0; part < PARTS; part++) {
        source
            .tool(
                "pgbench",
                "-n",
                "-M",
                "prepared",
                "-c",
                Integer.toString(CLIENTS),
                "-j",
                "2",
                "-t",
                Long.toString(transactions / PARTS / CLIENTS),
                source.database())
            .run();
        times.add(
            source.ask(
                "SELECT to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US')"));
        // The log replay stops at the first commit after the time: there must be one.
        source.execute(
            "CREATE TABLE IF NOT EXISTS after_part(at timestamptz)",
            "INSERT INTO after_part VALUES (now())");
        tidemark.run("backup", COLLECTION, "--incremental");
        bench.say("committed %d of %d parts", part + 1, PARTS);
      }
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

    private void restores() {
      for (int part : PICTURED) {
        int rounds = part == MIDDLE ? bench.rounds() : 1;
        double[] ours = new double[rounds];
        double[] theirs = new double[rounds];
        for (int round = 0; round < rounds; round++) {
          Restored mine = restoreTidemark(part, List.of());
          Restored other = replay(part, round);
          if (!mine.balances().equals(other.balances())) {
            throw new IllegalStateException(
                "after part "
                    + part
                    + ": "
                    + mine.balances()
                    + ", and by replay "
                    + other.balances());
          }
          ours[round] = mine.seconds();
          theirs[round] = other.seconds();
          bench.say("part %d: %.1f s, pgBackRest %.1f s", part, ours[round], theirs[round]);
        }
        Figures mine = Figures.of(ours);
        Figures other = Figures.of(theirs);
        bench.add(new HistoryPoint(transactions * part / PARTS, mine.median(), other.median()));
        if (part == MIDDLE) {
          bench.add(
              Row.speedup(
                  "restore to the middle of %,d pgbench transactions".formatted(transactions),
                  "pgBackRest, restore and replay to the same time",
                  mine,
                  other,
                  "s",
                  Goal.atLeast(5)));
        }
      }
    }

    private void longHistory() {
      double[] longer = new double[bench.rounds()];
      double[] shorter = new double[bench.rounds()];
      for (int round = 0; round < bench.rounds(); round++) {
        longer[round] = restoreTidemark(PARTS, KEYED).seconds();
        shorter[round] = restoreTidemark(1, KEYED).seconds();
      }
      bench.add(
          Row.ratio(
              "restore after %,d transactions, tables with keys".formatted(transactions),
              "itself after a tenth of them",
              Figures.of(longer),
              Figures.of(shorter),
              "s",
              Goal.atMost(1.2)));
    }

    private void storedBytes() {
      long bytes = 0;
      for (var backup : tidemark.show(COLLECTION).path("backups")) {
        if (backup.path("kind").asText().equals("incremental")) {
          bytes += backup.path("bytes").asLong();
        }
      }
      double changes = transactions * 4.0;
      double log = Directories.bytes(backRest.archivedLog()) / changes;
      bench.add(
          Row.ratio(
              "bytes stored for a change of pgbench",
              "archived log, zstd",
              Figures.of(bytes / changes),
              Figures.of(log),
              "bytes",
              Goal.atMost(0.2)));
    }

    private record Restored(double seconds, String balances) {}

    private Restored restoreTidemark(int part, List<String> tables) {
      source.execute("DROP DATABASE IF EXISTS target WITH (FORCE)");
      source.execute("CREATE DATABASE target");
      source.execute("CHECKPOINT");
      List<String> words =
          new ArrayList<>(
              List.of(
                  "restore",
                  COLLECTION,
                  "--at",
                  times.get(part - 1) + "Z",
                  "--into",
                  source.url("target")));
      tables.forEach(table -> words.addAll(List.of("--table", table)));
      Stopwatch watch = Stopwatch.start();
      tidemark.run(words.toArray(String[]::new));
      double seconds = watch.seconds();
      return new Restored(seconds, source.askIn("target", BALANCES));
    }

    private Restored replay(int part, int round) {
      Path where = directory.resolve("replayed-" + part + "-" + round);
      try {
        java.nio.file.Files.createDirectories(where);
      } catch (java.io.IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
      Program.give(where);
      PostgresServer replayed = PostgresServer.over(where);
      Stopwatch watch = Stopwatch.start();
      backRest.restore(replayed.data(), times.get(part - 1) + "+00");
      replayed.start();
      double seconds = watch.seconds();
      try {
        return new Restored(seconds, replayed.ask(BALANCES));
      } finally {
        replayed.close();
        Directories.delete(where);
      }
    }
  }
}
