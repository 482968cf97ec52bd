package dev.tidemark.benchmarks.suite;

import dev.tidemark.benchmarks.measure.Goal;
import dev.tidemark.benchmarks.peer.DebeziumServer;
import dev.tidemark.benchmarks.peer.Recvlogical;
import dev.tidemark.benchmarks.process.Program;
import dev.tidemark.benchmarks.server.Broker;
import dev.tidemark.benchmarks.server.PostgresServer;
import dev.tidemark.benchmarks.server.Tidemark;
import dev.tidemark.benchmarks.suite.Contest.Rule;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A backlog of changes, from the source's log until it is durable in Kafka.
 *
 * <p>A load is committed while nobody captures; then the contestants take it one after the other,
 * each from a slot of its own. The tool of the server has no consumer: its time is that of the
 * whole process, over all changes.
 */
final class CaptureBacklog implements Benchmark {

  private static final String COLLECTION = "bench";

  @Override
  public String name() {
    return "capture";
  }

  @Override
  public void run(Bench bench) {
    Path directory = bench.fresh("capture");
    try (PostgresServer source = PostgresServer.create(directory.resolve("postgres"));
        Broker broker = Broker.start(directory.resolve("broker"))) {
      source.execute(Load.schema());
      source.execute("CREATE PUBLICATION peers FOR TABLE events, mark");
      Tidemark tidemark =
          new Tidemark(bench.root(), directory.resolve("tidemark"), broker, bench.collected());
      // Its failure leaves the others their figures.
      bench.part("protecting the tables", () -> protect(tidemark, source));
      for (Load load : Load.values()) {
        new Loaded(bench, directory, source, broker, tidemark, load).run();
      }
    }
  }

  /** A collection that has read the tables as they are before any load, and is not captured now. */
  private static void protect(Tidemark tidemark, PostgresServer source) {
    tidemark.start();
    try {
      List<String> words = new ArrayList<>(List.of("create", COLLECTION, "--source", source.url()));
      Load.TABLES.forEach(table -> words.addAll(List.of("--table", table)));
      tidemark.run(words.toArray(String[]::new));
      tidemark.awaitStreaming(COLLECTION);
    } finally {
      tidemark.stop();
    }
  }

  /** One load, anew for each round. */
  private static final class Loaded {

    private final Bench bench;
    private final Path directory;
    private final PostgresServer source;
    private final Broker broker;
    private final Tidemark tidemark;
    private final Load load;
    private final long warmUp;
    private final long changes;

    /** Where the log ends behind the load of this round. */
    private String end = "";

    Loaded(
        Bench bench,
        Path directory,
        PostgresServer source,
        Broker broker,
        Tidemark tidemark,
        Load load) {
      this.bench = bench;
      this.directory = directory;
      this.source = source;
      this.broker = broker;
      this.tidemark = tidemark;
      this.load = load;
      this.changes = bench.scaled(1_000_000);
      this.warmUp = bench.scaled(200_000);
    }

    void run() {
      new Contest(
              bench, "capture of a backlog of %,d %s".formatted(changes, load.title()), "changes/s")
          .before(this::commit)
          .profiled(tidemark)
          .tidemark(round -> ofTidemark())
          .against(
              "Debezium Server: JSON, transaction metadata, at least once",
              Rule.OURS_OVER_THEIRS,
              Goal.atLeast(2.5),
              this::ofDebezium)
          .against(
              "pg_recvlogical to /dev/null (limit)",
              Rule.OURS_OVER_THEIRS,
              Goal.atLeast(load.shareOfLimit()),
              this::ofLimit)
          .run();
    }

    private String named(String prefix, int round) {
      return prefix + load.name().toLowerCase(java.util.Locale.ROOT) + round;
    }

    private void commit(int round) {
      for (String prefix : List.of("dbz_", "recv_")) {
        source.ask(
            "SELECT slot_name FROM pg_create_logical_replication_slot('%s', 'pgoutput')"
                .formatted(named(prefix, round)));
      }
      bench.say("%s: committing %,d changes", load.title(), warmUp + changes);
      source.execute(load.statements(round * (warmUp + changes), warmUp, changes));
      end = source.ask("SELECT pg_current_wal_flush_lsn()");
    }

    private double ofTidemark() {
      try {
        return backlog(COLLECTION).rate(tidemark::launch, tidemark::mustRun, Backlog.Delivery.ONCE);
      } finally {
        tidemark.stop();
      }
    }

    private double ofDebezium(int round) {
      DebeziumServer debezium = DebeziumServer.installed(bench.root().resolve("benchmarks/target"));
      String prefix = named("dbz", round);
      Path own = directory.resolve(prefix);
      broker.create(DebeziumServer.topics(prefix, Load.TABLES));
      List<Process> begun = new ArrayList<>();
      try {
        return backlog(prefix)
            .rate(
                () -> begun.add(debezium.begin(own, source, broker, prefix, named("dbz_", round))),
                () -> {
                  if (!begun.get(0).isAlive()) {
                    throw new IllegalStateException("Debezium Server ended; see " + own);
                  }
                },
                Backlog.Delivery.AT_LEAST_ONCE);
      } finally {
        begun.forEach(Program::end);
      }
    }

    private double ofLimit(int round) {
      return (warmUp + changes) / Recvlogical.seconds(source, named("recv_", round), end);
    }

    private Backlog backlog(String prefix) {
      return new Backlog(
          broker, prefix + "." + Load.EVENTS, prefix + "." + Load.MARK, warmUp, changes);
    }
  }
}
