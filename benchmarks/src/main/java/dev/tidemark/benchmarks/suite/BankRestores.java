package dev.tidemark.benchmarks.suite;

import dev.tidemark.benchmarks.measure.Goal;
import dev.tidemark.benchmarks.measure.Stopwatch;
import dev.tidemark.benchmarks.peer.PgBackRest;
import dev.tidemark.benchmarks.process.Program;
import dev.tidemark.benchmarks.report.HistoryPoint;
import dev.tidemark.benchmarks.server.PostgresServer;
import dev.tidemark.benchmarks.server.Tidemark;
import dev.tidemark.benchmarks.suite.Contest.Rule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Restores to the ends of parts of a {@link Bank}. */
final class BankRestores {

  private static final int MIDDLE = Bank.PARTS / 2;
  private static final List<Integer> PICTURED = List.of(1, 3, MIDDLE, 8, Bank.PARTS);
  private static final String DATABASE = "target";

  private final Bench bench;
  private final Path directory;
  private final PostgresServer target;
  private final PgBackRest backRest;
  private final Tidemark tidemark;
  private final List<String> times;
  private final long transactions;
  private final Map<Integer, String> balances = new HashMap<>();
  private final AtomicInteger replays = new AtomicInteger();

  /** Of the middle, once they are wanted. */
  private @Nullable BankCopy copy;

  /**
   * @param target a server of its own
   * @param times the end of each part, in UTC
   * @param transactions in all parts together
   */
  BankRestores(
      Bench bench,
      Path directory,
      PostgresServer target,
      PgBackRest backRest,
      Tidemark tidemark,
      List<String> times,
      long transactions) {
    this.bench = bench;
    this.directory = directory;
    this.target = target;
    this.backRest = backRest;
    this.tidemark = tidemark;
    this.times = times;
    this.transactions = transactions;
  }

  void run() {
    middle();
    longHistory();
    for (int part : PICTURED) {
      bench.part("picture of restores, part " + part, () -> picture(part));
    }
  }

  /** What COPY alone takes for the same rows says what a restore that copies them can come to. */
  private void middle() {
    new Contest(
            bench, "restore to the middle of %,d pgbench transactions".formatted(transactions), "s")
        .profiled(tidemark)
        .tidemark(round -> restore(MIDDLE, List.of()))
        .against(
            "pgBackRest: restore, and replay to the same time",
            Rule.THEIRS_OVER_OURS,
            Goal.atLeast(5),
            round -> replay(MIDDLE))
        .against(
            "COPY binary of the same rows, one table after the other, then the keys",
            Rule.OURS_OVER_THEIRS,
            Goal.none(),
            round -> copied())
        .run();
  }

  private void longHistory() {
    new Contest(
            bench, "restore after %,d transactions, tables with keys".formatted(transactions), "s")
        .profiled(tidemark)
        .tidemark(round -> restore(Bank.PARTS, Bank.KEYED))
        .against(
            "itself after a tenth of them",
            Rule.OURS_OVER_THEIRS,
            Goal.atMost(1.2),
            round -> restore(1, Bank.KEYED))
        .run();
  }

  /** Once each: the figures of the table are the ones with a spread. */
  private void picture(int part) {
    double ours = restore(part, List.of());
    double replayed = replay(part);
    bench.say("part %d: %.1f s, pgBackRest %.1f s", part, ours, replayed);
    bench.add(new HistoryPoint(transactions * part / Bank.PARTS, ours, replayed));
  }

  /** Whoever restores a part, and however often: it has to be the same. */
  private void check(int part, String found) {
    String before = balances.putIfAbsent(part, found);
    if (before != null && !before.equals(found)) {
      throw new IllegalStateException(
          "after part %d: %s, and before it was %s".formatted(part, found, before));
    }
  }

  private double copied() {
    BankCopy rows = copy;
    if (rows == null) {
      restore(MIDDLE, List.of());
      rows = BankCopy.of(target, DATABASE, target.directory());
      copy = rows;
    }
    renew();
    double seconds = rows.into(DATABASE);
    check(MIDDLE, target.askIn(DATABASE, Bank.BALANCES));
    return seconds;
  }

  /** An empty database, and nothing left to write of the one before. */
  private void renew() {
    target.execute(
        "DROP DATABASE IF EXISTS " + DATABASE + " WITH (FORCE)",
        "CREATE DATABASE " + DATABASE,
        "CHECKPOINT");
    Directories.sync(directory);
  }

  private double restore(int part, List<String> tables) {
    renew();
    List<String> words =
        new ArrayList<>(
            List.of(
                "restore",
                Bank.COLLECTION,
                "--at",
                times.get(part - 1) + "Z",
                "--into",
                target.url(DATABASE)));
    tables.forEach(table -> words.addAll(List.of("--table", table)));
    Stopwatch watch = Stopwatch.start();
    tidemark.run(words.toArray(String[]::new));
    double seconds = watch.seconds();
    check(part, target.askIn(DATABASE, Bank.BALANCES));
    return seconds;
  }

  private double replay(int part) {
    Path where = directory.resolve("replayed-" + replays.incrementAndGet());
    try {
      Files.createDirectories(where);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Program.give(where);
    PostgresServer replayed = PostgresServer.over(where);
    Directories.sync(directory);
    try {
      Stopwatch watch = Stopwatch.start();
      backRest.restore(replayed.data(), times.get(part - 1) + "+00");
      replayed.start();
      double seconds = watch.seconds();
      check(part, replayed.ask(Bank.BALANCES));
      return seconds;
    } finally {
      replayed.close();
      Directories.delete(where);
    }
  }
}
