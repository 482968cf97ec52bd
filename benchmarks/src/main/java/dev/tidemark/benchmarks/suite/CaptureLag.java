package dev.tidemark.benchmarks.suite;

import dev.tidemark.benchmarks.measure.Figures;
import dev.tidemark.benchmarks.measure.Goal;
import dev.tidemark.benchmarks.measure.Row;
import dev.tidemark.benchmarks.server.Arrivals;
import dev.tidemark.benchmarks.server.Broker;
import dev.tidemark.benchmarks.server.CommitTimes;
import dev.tidemark.benchmarks.server.PostgresServer;
import dev.tidemark.benchmarks.server.Tidemark;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * How long a change takes from its commit until a consumer of committed records has it, at 2,000
 * changes a second. One clock tells both: that of this process, which commits and consumes.
 */
final class CaptureLag implements Benchmark {

  private static final int ROWS_PER_TRANSACTION = 10;
  private static final int TRANSACTIONS_PER_SECOND = 200;

  /** What is written before counting: compilers and caches do their first work. */
  private static final int WARM_UP_SECONDS = 20;

  private static final int LEAST_SECONDS = 20;

  @Override
  public String name() {
    return "lag";
  }

  @Override
  public void run(Bench bench) {
    Path directory = bench.fresh("lag");
    int seconds = (int) Math.max(LEAST_SECONDS, Math.round(60 * bench.scale()));
    try (PostgresServer source = PostgresServer.create(directory.resolve("postgres"));
        Broker broker = Broker.start(directory.resolve("broker"))) {
      source.execute("CREATE TABLE ticks (id bigint PRIMARY KEY, at timestamptz, note text)");
      Tidemark tidemark =
          new Tidemark(bench.root(), directory.resolve("tidemark"), broker, bench.collected());
      tidemark.start();
      try {
        tidemark.run("create", "lag", "--source", source.url(), "--table", "public.ticks");
        tidemark.awaitStreaming("lag");
        measure(bench, source, broker, seconds);
      } finally {
        tidemark.stop();
      }
    }
  }

  private static void measure(Bench bench, PostgresServer source, Broker broker, int seconds) {
    List<Round> rounds = new ArrayList<>();
    try (Arrivals arrivals = Arrivals.from(broker, "lag.public.ticks", 0)) {
      round(source, arrivals, 0, WARM_UP_SECONDS);
      for (int round = 0; round < bench.rounds(); round++) {
        Round measured = round(source, arrivals, 1L + round, seconds);
        bench.say(
            "round %d: p50 %.0f ms, p99 %.0f ms at %.0f changes/s",
            round + 1, measured.lag(0.50), measured.lag(0.99), measured.rate());
        rounds.add(measured);
      }
    }
    report(bench, rounds);
  }

  private static void report(Bench bench, List<Round> rounds) {
    double rate = of(rounds, Round::rate).median();
    String what = "lag from commit to a committed record at %,.0f changes/s, ".formatted(rate);
    bench.add(
        Row.figure(
            what + "p50",
            "published by Sequin: 55 on average",
            of(rounds, round -> round.lag(0.50)),
            "ms",
            Goal.atMost(50, "ms")));
    bench.add(
        Row.figure(
            what + "p99",
            "published by Sequin: 253",
            of(rounds, round -> round.lag(0.99)),
            "ms",
            Goal.atMost(250, "ms")));
    bench.remark(
        "The lag runs from when a transaction of %d rows was sent, so the source's own commit is in it:"
            + " that took %.1f ms in the middle and %.1f ms at p99. Counted from the source's answer, p50"
            + " is %.1f ms and p99 %.1f ms. %,d changes/s were asked for.",
        ROWS_PER_TRANSACTION,
        of(rounds, round -> round.commit(0.50)).median(),
        of(rounds, round -> round.commit(0.99)).median(),
        of(rounds, round -> round.lagFromAnswer(0.50)).median(),
        of(rounds, round -> round.lagFromAnswer(0.99)).median(),
        ROWS_PER_TRANSACTION * TRANSACTIONS_PER_SECOND);
  }

  private static Figures of(List<Round> rounds, java.util.function.ToDoubleFunction<Round> figure) {
    return Figures.of(rounds.stream().mapToDouble(figure).toArray());
  }

  /** Commits at the pace for so long, and takes the time at which each transaction is whole. */
  private static Round round(PostgresServer source, Arrivals arrivals, long series, int seconds) {
    CommitTimes times = CommitTimes.of(seconds * TRANSACTIONS_PER_SECOND);
    CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> write(source, series, times));
    long[] visible = new long[times.sent().length];
    long expected = (long) visible.length * ROWS_PER_TRANSACTION;
    long deadline = System.nanoTime() + Duration.ofSeconds(3L * seconds + 120).toNanos();
    long seen = 0;
    while (seen < expected) {
      int more = arrivals.next();
      long now = System.nanoTime();
      for (int i = 0; i < more; i++) {
        seen++;
        if (seen % ROWS_PER_TRANSACTION == 0) {
          visible[(int) (seen / ROWS_PER_TRANSACTION) - 1] = now;
        }
      }
      if (now > deadline || writer.isCompletedExceptionally()) {
        writer.getNow(null);
        throw new IllegalStateException("only " + seen + " of " + expected + " changes came");
      }
    }
    writer.join();
    return new Round(times, visible);
  }

  private static void write(PostgresServer source, long series, CommitTimes times) {
    String insert =
        "INSERT INTO ticks SELECT ? * 100000000 + ? * 10 + n, clock_timestamp(), repeat('x', 100)"
            + " FROM generate_series(0, %d) n".formatted(ROWS_PER_TRANSACTION - 1);
    source.executeSteadily(insert, series, times, 1_000_000_000L / TRANSACTIONS_PER_SECOND);
  }

  /**
   * @param times of the commits
   * @param visible when a consumer had the last row of each, by the same clock
   */
  private record Round(CommitTimes times, long[] visible) {

    double rate() {
      return times.rate() * ROWS_PER_TRANSACTION;
    }

    double lag(double share) {
      return percentile(visible, times.sent(), share);
    }

    double lagFromAnswer(double share) {
      return percentile(visible, times.answered(), share);
    }

    double commit(double share) {
      return percentile(times.answered(), times.sent(), share);
    }

    /** Milliseconds, by the nearest rank. */
    private static double percentile(long[] to, long[] from, double share) {
      double[] lengths = new double[to.length];
      for (int i = 0; i < lengths.length; i++) {
        lengths[i] = (to[i] - from[i]) / 1e6;
      }
      Arrays.sort(lengths);
      return lengths[(int) Math.ceil(share * lengths.length) - 1];
    }
  }
}
