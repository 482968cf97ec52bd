package dev.tidemark.benchmarks.suite;

import dev.tidemark.benchmarks.measure.Figures;
import dev.tidemark.benchmarks.measure.Goal;
import dev.tidemark.benchmarks.measure.Row;
import dev.tidemark.benchmarks.measure.Stopwatch;
import dev.tidemark.benchmarks.peer.DebeziumServer;
import dev.tidemark.benchmarks.peer.Recvlogical;
import dev.tidemark.benchmarks.process.Program;
import dev.tidemark.benchmarks.server.Arrivals;
import dev.tidemark.benchmarks.server.Broker;
import dev.tidemark.benchmarks.server.PostgresServer;
import dev.tidemark.benchmarks.server.Tidemark;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A backlog of changes, from the source's log until it is durable in Kafka.
 *
 * <p>Every contestant has a slot of its own from before the load. The clock runs from when a row
 * written before the load is visible to a consumer until one written after it is; so neither the
 * start of a JVM counts, nor its first batch. The tool of the server has no consumer: its time is
 * that of the whole process.
 */
final class CaptureBacklog implements Benchmark {

  private static final Duration PATIENCE = Duration.ofMinutes(20);

  @Override
  public String name() {
    return "capture";
  }

  @Override
  public void run(Bench bench) {
    for (Load load : Load.values()) {
      measure(bench, load);
    }
  }

  private static void measure(Bench bench, Load load) {
    Path directory = bench.fresh("capture-" + load.name().toLowerCase(java.util.Locale.ROOT));
    long changes = bench.scaled(1_000_000);
    DebeziumServer debezium = DebeziumServer.installed(bench.root().resolve("benchmarks/target"));
    try (PostgresServer source = PostgresServer.create(directory.resolve("postgres"));
        Broker broker = Broker.start(directory.resolve("broker"))) {
      source.execute(Load.schema());
      source.execute("CREATE PUBLICATION peers FOR TABLE events, mark");
      List<Tidemark> ours = prepared(bench, directory, source, broker);
      prepareSlots(source, bench.rounds());
      bench.say("%s: committing %d changes", load.title(), changes);
      source.execute(load.statements(changes));
      String end = source.ask("SELECT pg_current_wal_lsn()");

      double[] tidemark = new double[bench.rounds()];
      double[] server = new double[bench.rounds()];
      double[] limit = new double[bench.rounds()];
      for (int round = 0; round < bench.rounds(); round++) {
        tidemark[round] = changes / ofTidemark(ours.get(round), broker, round, changes);
        Path own = directory.resolve("debezium-" + round);
        server[round] = changes / ofDebezium(debezium, own, source, broker, round, changes);
        limit[round] = changes / Recvlogical.seconds(source, "recv_" + round, end);
        bench.say(
            "round %d: %.0f, Debezium Server %.0f, pg_recvlogical %.0f changes/s",
            round + 1, tidemark[round], server[round], limit[round]);
      }
      report(bench, load, changes, Figures.of(tidemark), Figures.of(server), Figures.of(limit));
    }
  }

  private static void report(
      Bench bench, Load load, long changes, Figures ours, Figures server, Figures limit) {
    String what = "capture of a backlog of %,d %s".formatted(changes, load.title());
    Goal ofLimit = Goal.atLeast(load == Load.INSERTS ? 0.40 : 0.35);
    bench.add(
        Row.ratio(
            what,
            "Debezium Server, JSON, at least once",
            ours,
            server,
            "changes/s",
            Goal.atLeast(2.5)));
    bench.add(
        Row.ratio(what, "pg_recvlogical to /dev/null (limit)", ours, limit, "changes/s", ofLimit));
  }

  /** Homes whose collections have seen the empty tables, and are stopped. */
  private static List<Tidemark> prepared(
      Bench bench, Path directory, PostgresServer source, Broker broker) {
    List<Tidemark> all = new ArrayList<>();
    for (int round = 0; round < bench.rounds(); round++) {
      Tidemark tidemark =
          new Tidemark(
              bench.root(), directory.resolve("tidemark-" + round), broker, bench.collected());
      tidemark.start();
      tidemark.run(
          "create",
          "bench" + round,
          "--source",
          source.url(),
          "--table",
          "public.events",
          "--table",
          "public.mark");
      tidemark.awaitStreaming("bench" + round);
      tidemark.stop();
      all.add(tidemark);
    }
    return all;
  }

  private static void prepareSlots(PostgresServer source, int rounds) {
    for (int round = 0; round < rounds; round++) {
      for (String name : List.of("dbz_", "recv_")) {
        source.ask(
            "SELECT slot_name FROM pg_create_logical_replication_slot('%s%d', 'pgoutput')"
                .formatted(name, round));
      }
    }
  }

  private static double ofTidemark(Tidemark tidemark, Broker broker, int round, long changes) {
    String prefix = "bench" + round + ".public.";
    tidemark.launch();
    try {
      double seconds = betweenMarks(broker, prefix + "mark", tidemark::mustRun);
      // What was in the table when the collection was created lies before the changes.
      awaitAll(broker, prefix + "events", Load.ROWS_BEFORE + changes);
      return seconds;
    } finally {
      tidemark.stop();
    }
  }

  private static double ofDebezium(
      DebeziumServer debezium,
      Path directory,
      PostgresServer source,
      Broker broker,
      int round,
      long changes) {
    String prefix = "dbz" + round;
    Process process = debezium.begin(directory, source, broker, prefix, "dbz_" + round);
    try {
      double seconds =
          betweenMarks(
              broker,
              prefix + ".public.mark",
              () -> {
                if (!process.isAlive()) {
                  throw new IllegalStateException("Debezium Server ended; see " + directory);
                }
              });
      awaitAll(broker, prefix + ".public.events", changes);
      return seconds;
    } finally {
      Program.end(process);
    }
  }

  private static double betweenMarks(Broker broker, String topic, Runnable alive) {
    try (Arrivals marks = Arrivals.all(broker, topic)) {
      marks.await(1, PATIENCE, alive);
      Stopwatch watch = Stopwatch.start();
      marks.await(1, PATIENCE, alive);
      return watch.seconds();
    }
  }

  private static void awaitAll(Broker broker, String topic, long records) {
    try (Arrivals all = Arrivals.all(broker, topic)) {
      all.await(records, Duration.ofMinutes(2), () -> {});
    }
  }
}
