package dev.tidemark.benchmarks.suite;

import dev.tidemark.benchmarks.measure.Goal;
import dev.tidemark.benchmarks.measure.Stopwatch;
import dev.tidemark.benchmarks.process.Program;
import dev.tidemark.benchmarks.server.Arrivals;
import dev.tidemark.benchmarks.server.Broker;
import dev.tidemark.benchmarks.server.CountRecords;
import dev.tidemark.benchmarks.server.Java;
import dev.tidemark.benchmarks.server.PostgresServer;
import dev.tidemark.benchmarks.server.Tidemark;
import dev.tidemark.benchmarks.suite.Contest.Rule;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * One large table through a whole chain: the first full, a synthetic full, an incremental, a
 * restore to its end; each against its peer or limit.
 */
final class TableChain implements Benchmark {

  /** For capture, which is never far behind here. */
  private static final String WAIT = "--wait=20m";

  /** One row in so many is changed before the synthetic full. */
  private static final int CHANGED_BEFORE_FULL = 10;

  @Override
  public String name() {
    return "chain";
  }

  @Override
  public void run(Bench bench) {
    Path directory = bench.fresh("chain");
    try (PostgresServer source = PostgresServer.create(directory.resolve("postgres"));
        Broker broker = Broker.start(directory.resolve("broker"))) {
      new Chain(bench, directory, source, broker).run();
    }
  }

  /** The steps, each on what the one before left. */
  private static final class Chain {

    private final Bench bench;
    private final Path directory;
    private final PostgresServer source;
    private final Broker broker;
    private final Tidemark tidemark;
    private final long rows;
    private long changed;

    /** The one that the table is in now: each first full is of a new one. */
    private String collection = "";

    Chain(Bench bench, Path directory, PostgresServer source, Broker broker) {
      this.bench = bench;
      this.directory = directory;
      this.source = source;
      this.broker = broker;
      this.rows = bench.scaled(5_000_000);
      this.tidemark =
          new Tidemark(bench.root(), directory.resolve("tidemark"), broker, bench.collected());
    }

    void run() {
      bench.say("filling a table of %,d rows", rows);
      source.execute(BigTable.filled(rows));
      tidemark.start();
      try {
        firstFull();
        bench.part("synthetic full", this::syntheticFull);
        bench.part("incremental", this::incremental);
      } finally {
        tidemark.stop();
      }
      // Nothing is captured now, so nothing of what restores write is read by anybody.
      bench.part("restore to the end of a chain", this::restore);
    }

    private void firstFull() {
      new Contest(bench, "initial full of %,d rows, source to durable archive".formatted(rows), "s")
          .profiled(tidemark)
          .tidemark(this::protect)
          .against(
              "pg_dump -Fc -Z0 through zstd -3, synced",
              Rule.OURS_OVER_THEIRS,
              Goal.atMost(1.5),
              this::dump)
          .run();
    }

    private double protect(int round) {
      if (round > 0) {
        tidemark.run("drop", collection, "--delete-backups");
      }
      collection = "chain" + round;
      Directories.sync(directory);
      Stopwatch watch = Stopwatch.start();
      tidemark.run("create", collection, "--source", source.url(), "--table", BigTable.NAME);
      tidemark.run("backup", collection, WAIT);
      return watch.seconds();
    }

    private String topic() {
      return collection + "." + BigTable.NAME;
    }

    private double dump(int round) {
      String file = directory.resolve("dump-" + round + ".zst").toString();
      String pipe =
          "set -o pipefail; %s -Fc -Z0 -t %s %s | zstd -q -3 > %s && sync %s"
              .formatted(
                  PostgresServer.binaries().resolve("pg_dump"),
                  BigTable.NAME,
                  source.database(),
                  file,
                  file);
      Program dump =
          Program.of(directory.resolve("dump.log"), "bash", "-c", pipe)
              .with("PGHOST", "127.0.0.1")
              .with("PGPORT", Integer.toString(source.port()))
              .with("PGUSER", "postgres");
      Directories.sync(directory);
      Stopwatch watch = Stopwatch.start();
      dump.run();
      return watch.seconds();
    }

    private void syntheticFull() {
      commitUpdates(rows / CHANGED_BEFORE_FULL / 1_000 * 1_000);
      tidemark.run("backup", collection, "--incremental", WAIT);
      Kept kept = Kept.of(tidemark.archive(), directory.resolve("kept-before-full"));
      // The full is the first, its changes follow.
      List<Path> parents = Directories.inside(kept.copy().resolve(collection + "/data"));
      String[] arguments =
          Stream.concat(Stream.of(directory.resolve("recompressed")), parents.stream())
              .map(Path::toString)
              .toArray(String[]::new);
      new Contest(bench, "synthetic full of %,d rows, 10 %% changed".formatted(rows), "s")
          .profiled(tidemark)
          .tidemark(round -> backup(kept, round))
          .against(
              "its parents decompressed, as much as a full compressed and synced (limit)",
              Rule.OURS_OVER_THEIRS,
              Goal.atMost(2),
              round -> {
                Directories.sync(directory);
                return Java.limit(directory, Recompress.class, arguments);
              })
          .run();
      kept.delete();
    }

    private void incremental() {
      long from = Arrivals.end(broker, topic());
      long changes = bench.scaled(2_000_000);
      commitUpdates(changes);
      Kept kept = Kept.of(tidemark.archive(), directory.resolve("kept-before-incremental"));
      new Contest(
              bench, "incremental of %,d changes, Kafka to durable archive".formatted(changes), "s")
          .profiled(tidemark)
          .tidemark(round -> backup(kept, round, "--incremental"))
          .against(
              "a consumer that reads and counts them (limit)",
              Rule.THEIRS_OVER_OURS,
              Goal.atLeast(0.5),
              round -> {
                Directories.sync(directory);
                return Java.limit(
                    directory,
                    CountRecords.class,
                    broker.address(),
                    topic(),
                    Long.toString(from),
                    Long.toString(changes));
              })
          .run();
      kept.delete();
    }

    /** A backup of what was there before the first one. */
    private double backup(Kept kept, int round, String... more) {
      if (round > 0) {
        kept.putBack();
      }
      Directories.sync(directory);
      String[] words =
          Stream.concat(Stream.of("backup", collection, WAIT), Stream.of(more))
              .toArray(String[]::new);
      Stopwatch watch = Stopwatch.start();
      tidemark.run(words);
      return watch.seconds();
    }

    /**
     * Commits so many changes and returns once they are captured: nobody is to wait for it later.
     */
    private void commitUpdates(long changes) {
      bench.say("committing %,d changes", changes);
      try (Arrivals arrivals = Arrivals.later(broker, topic())) {
        source.execute(
            "SET synchronous_commit = off",
            "SET enable_hashjoin = off",
            BigTable.updated(rows, changed, changes));
        changed += changes;
        arrivals.await(changes, Duration.ofMinutes(20), tidemark::mustRun);
      }
    }

    private void restore() {
      try (PostgresServer target = PostgresServer.create(directory.resolve("target"))) {
        new ChainRestore(bench, directory, source, target, tidemark, collection, rows).run();
      }
    }
  }
}
