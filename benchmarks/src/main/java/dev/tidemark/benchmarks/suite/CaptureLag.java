package dev.tidemark.benchmarks.suite;

import dev.tidemark.benchmarks.measure.Figures;
import dev.tidemark.benchmarks.measure.Goal;
import dev.tidemark.benchmarks.measure.Row;
import dev.tidemark.benchmarks.server.Arrivals;
import dev.tidemark.benchmarks.server.Broker;
import dev.tidemark.benchmarks.server.PostgresServer;
import dev.tidemark.benchmarks.server.Tidemark;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;

/**
 * How long a change takes from its commit until a consumer of committed records has it, at 2,000
 * changes a second.
 */
final class CaptureLag implements Benchmark {

  private static final int ROWS_PER_TRANSACTION = 10;
  private static final int TRANSACTIONS_PER_SECOND = 200;

  /** What is written before counting: compilers and caches do their first work. */
  private static final int WARM_UP_SECONDS = 10;

  @Override
  public String name() {
    return "lag";
  }

  @Override
  public void run(Bench bench) {
    Path directory = bench.fresh("lag");
    int seconds = (int) Math.max(10, Math.round(60 * bench.scale()));
    try (PostgresServer source = PostgresServer.create(directory.resolve("postgres"));
        Broker broker = Broker.start(directory.resolve("broker"))) {
      source.execute("CREATE TABLE ticks (id bigint PRIMARY KEY, at timestamptz, note text)");
      Tidemark tidemark =
          new Tidemark(bench.root(), directory.resolve("tidemark"), broker, bench.collected());
      tidemark.start();
      tidemark.run("create", "lag", "--source", source.url(), "--table", "public.ticks");
      tidemark.awaitStreaming("lag");
      double[] medians = new double[bench.rounds()];
      double[] late = new double[bench.rounds()];
      try (Arrivals arrivals = Arrivals.all(broker, "lag.public.ticks")) {
        lags(source, arrivals, 0, WARM_UP_SECONDS);
        for (int round = 0; round < bench.rounds(); round++) {
          double[] lags = lags(source, arrivals, 1L + round, seconds);
          medians[round] = percentile(lags, 0.50);
          late[round] = percentile(lags, 0.99);
        }
      } finally {
        tidemark.stop();
      }
      String what =
          "lag from commit to a committed record at %,d changes/s, "
              .formatted(ROWS_PER_TRANSACTION * TRANSACTIONS_PER_SECOND);
      bench.add(
          Row.figure(
              what + "p50",
              "published by Sequin: 55 on average",
              Figures.of(medians),
              "ms",
              Goal.atMost(50, "ms")));
      bench.add(
          Row.figure(
              what + "p99",
              "published by Sequin: 253",
              Figures.of(late),
              "ms",
              Goal.atMost(250, "ms")));
    }
  }

  /** The lag of each transaction's last row, in milliseconds. */
  private static double[] lags(PostgresServer source, Arrivals arrivals, long series, int seconds) {
    int transactions = seconds * TRANSACTIONS_PER_SECOND;
    long[] committed = new long[transactions];
    Thread writer = new Thread(() -> write(source, series, committed), "writer");
    writer.start();
    double[] lags = new double[transactions];
    long seen = 0;
    long deadline = System.nanoTime() + Duration.ofSeconds(seconds + 120L).toNanos();
    while (seen < (long) transactions * ROWS_PER_TRANSACTION) {
      int more = arrivals.next();
      long now = System.nanoTime();
      for (int i = 0; i < more; i++) {
        seen++;
        if (seen % ROWS_PER_TRANSACTION == 0) {
          lags[(int) (seen / ROWS_PER_TRANSACTION) - 1] = now;
        }
      }
      if (now > deadline) {
        throw new IllegalStateException("only " + seen + " changes came");
      }
    }
    join(writer);
    for (int i = 0; i < transactions; i++) {
      lags[i] = (lags[i] - committed[i]) / 1e6;
    }
    return lags;
  }

  private static void write(PostgresServer source, long series, long[] committed) {
    String insert =
        "INSERT INTO ticks SELECT ? * 100000000 + ? * 10 + n, clock_timestamp(), repeat('x', 100)"
            + " FROM generate_series(0, %d) n".formatted(ROWS_PER_TRANSACTION - 1);
    long period = 1_000_000_000L / TRANSACTIONS_PER_SECOND;
    source.executeSteadily(insert, series, committed, period);
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private static double percentile(double[] values, double share) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[(int) Math.min(sorted.length - 1L, Math.round(share * sorted.length))];
  }
}
