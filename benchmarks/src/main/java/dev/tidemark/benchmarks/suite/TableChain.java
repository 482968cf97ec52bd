package dev.tidemark.benchmarks.suite;

import dev.tidemark.benchmarks.measure.Figures;
import dev.tidemark.benchmarks.measure.Goal;
import dev.tidemark.benchmarks.measure.Row;
import dev.tidemark.benchmarks.measure.Stopwatch;
import dev.tidemark.benchmarks.process.Program;
import dev.tidemark.benchmarks.server.Arrivals;
import dev.tidemark.benchmarks.server.Broker;
import dev.tidemark.benchmarks.server.CountRecords;
import dev.tidemark.benchmarks.server.Java;
import dev.tidemark.benchmarks.server.PostgresServer;
import dev.tidemark.benchmarks.server.Tidemark;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * One large table through a whole chain: the first full, an incremental, a synthetic full, a
 * restore to its end; each against its peer or limit.
 */
final class TableChain implements Benchmark {

  private static final String COLLECTION = "chain";
  private static final String TOPIC = COLLECTION + "." + BigTable.NAME;

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
        commitUpdates(rows / CHANGED_BEFORE_FULL);
        tidemark.run("backup", COLLECTION, "--incremental");
        syntheticFull();
        incremental();
        restore();
      } finally {
        tidemark.stop();
      }
    }

    private void firstFull() {
      double[] ours = new double[bench.rounds()];
      double[] theirs = new double[bench.rounds()];
      for (int round = 0; round < bench.rounds(); round++) {
        if (round > 0) {
          tidemark.run("drop", COLLECTION);
          Directories.delete(tidemark.archive());
        }
        Stopwatch watch = Stopwatch.start();
        tidemark.run("create", COLLECTION, "--source", source.url(), "--table", BigTable.NAME);
        tidemark.awaitStreaming(COLLECTION);
        tidemark.run("backup", COLLECTION);
        ours[round] = watch.seconds();
        theirs[round] = dump(round);
        bench.say(
            "round %d: first full %.1f s, pg_dump %.1f s", round + 1, ours[round], theirs[round]);
      }
      bench.add(
          Row.ratio(
              "initial full of %,d rows, source to durable archive".formatted(rows),
              "pg_dump -Fc -Z0 | zstd -3, synced",
              Figures.of(ours),
              Figures.of(theirs),
              "s",
              Goal.atMost(1.5)));
    }

    private double dump(int round) {
      String pipe =
          "set -o pipefail; %s -Fc -Z0 -t %s %s | zstd -q -3 > %s/dump-%d.zst && sync %s/dump-%d.zst"
              .formatted(
                  PostgresServer.binaries().resolve("pg_dump"),
                  BigTable.NAME,
                  source.database(),
                  directory,
                  round,
                  directory,
                  round);
      Stopwatch watch = Stopwatch.start();
      Program.of(directory.resolve("dump.log"), "bash", "-c", pipe)
          .with("PGHOST", "127.0.0.1")
          .with("PGPORT", Integer.toString(source.port()))
          .with("PGUSER", "postgres")
          .run();
      return watch.seconds();
    }

    private void syntheticFull() {
      double[] ours = new double[bench.rounds()];
      double[] limit = new double[bench.rounds()];
      List<Path> parents = Directories.inside(tidemark.archive().resolve(COLLECTION + "/data"));
      Path kept = directory.resolve("kept-before-full");
      for (int round = 0; round < bench.rounds(); round++) {
        Directories.delete(kept);
        Directories.copy(tidemark.archive(), kept);
        Stopwatch watch = Stopwatch.start();
        tidemark.run("backup", COLLECTION);
        ours[round] = watch.seconds();
        limit[round] = recompress(parents);
        bench.say(
            "round %d: synthetic full %.1f s, limit %.1f s", round + 1, ours[round], limit[round]);
        if (round + 1 < bench.rounds()) {
          putBack(kept);
        }
      }
      bench.add(
          Row.ratio(
              "synthetic full of %,d rows, 10 %% changed".formatted(rows),
              "the same files decompressed, compressed and synced (limit)",
              Figures.of(ours),
              Figures.of(limit),
              "s",
              Goal.atMost(2)));
    }

    private double recompress(List<Path> parents) {
      Path out = directory.resolve("recompressed");
      List<String> arguments =
          java.util.stream.Stream.concat(
                  java.util.stream.Stream.of(out.toString()), parents.stream().map(Path::toString))
              .toList();
      Stopwatch watch = Stopwatch.start();
      Java.program(
              directory.resolve("recompress.log"),
              Recompress.class,
              "-Xmx512m",
              arguments.toArray(String[]::new))
          .run();
      return watch.seconds();
    }

    private void incremental() {
      long from = Arrivals.end(broker, TOPIC);
      long changes = commitUpdates(bench.scaled(2_000_000));
      double[] ours = new double[bench.rounds()];
      double[] limit = new double[bench.rounds()];
      Path kept = directory.resolve("kept-before-incremental");
      for (int round = 0; round < bench.rounds(); round++) {
        Directories.delete(kept);
        Directories.copy(tidemark.archive(), kept);
        Stopwatch watch = Stopwatch.start();
        tidemark.run("backup", COLLECTION, "--incremental");
        ours[round] = watch.seconds();
        limit[round] = count(from, changes);
        bench.say(
            "round %d: incremental %.1f s, limit %.1f s", round + 1, ours[round], limit[round]);
        if (round + 1 < bench.rounds()) {
          putBack(kept);
        }
      }
      bench.add(
          Row.speedup(
              "incremental of %,d changes, Kafka to durable archive".formatted(changes),
              "a consumer that reads and counts them (limit)",
              Figures.of(ours),
              Figures.of(limit),
              "s",
              Goal.atLeast(0.5)));
    }

    /** Commits at least so many changes and returns once they are captured; answers how many. */
    private long commitUpdates(long changes) {
      long done = 0;
      try (Arrivals arrivals = Arrivals.from(broker, TOPIC, Arrivals.end(broker, TOPIC))) {
        for (int remainder = 0; done < changes; remainder++) {
          source.execute(
              "SET synchronous_commit = off",
              BigTable.updated(rows, CHANGED_BEFORE_FULL, remainder % CHANGED_BEFORE_FULL));
          done += rows / CHANGED_BEFORE_FULL;
        }
        // So that nobody measured later waits for it.
        arrivals.await(done, Duration.ofMinutes(20), tidemark::mustRun);
      }
      return done;
    }

    private double count(long from, long changes) {
      Stopwatch watch = Stopwatch.start();
      Java.program(
              directory.resolve("count.log"),
              CountRecords.class,
              "-Xmx512m",
              broker.address(),
              TOPIC,
              Long.toString(from),
              Long.toString(changes))
          .run();
      return watch.seconds();
    }

    private void putBack(Path kept) {
      Directories.delete(tidemark.archive());
      Directories.copy(kept, tidemark.archive());
    }

    private void restore() {
      String binary = directory.resolve("postgres/big.copy").toString();
      source.execute("COPY big TO '" + binary + "' (FORMAT binary)");
      Path dump = directory.resolve("postgres/big.dump");
      source
          .tool("pg_dump", "-Fc", "-t", BigTable.NAME, "-f", dump.toString(), source.database())
          .run();
      String expected = source.ask(BigTable.digest(BigTable.NAME));
      double[] ours = new double[bench.rounds()];
      double[] limit = new double[bench.rounds()];
      double[] theirs = new double[bench.rounds()];
      for (int round = 0; round < bench.rounds(); round++) {
        ours[round] = restoreTidemark(expected);
        limit[round] = copy(binary);
        theirs[round] = restoreDump(dump);
        bench.say(
            "round %d: restore %.1f s, COPY %.1f s, pg_restore %.1f s",
            round + 1, ours[round], limit[round], theirs[round]);
      }
      String what = "restore of %,d rows to the end of a chain, verified".formatted(rows);
      Figures mine = Figures.of(ours);
      bench.add(
          Row.ratio(
              what,
              "COPY binary of the same rows, then the key (limit)",
              mine,
              Figures.of(limit),
              "s",
              Goal.atMost(1.3)));
      bench.add(Row.ratio(what, "pg_restore -j2", mine, Figures.of(theirs), "s", Goal.atMost(1)));
    }

    private double restoreTidemark(String expected) {
      renewTarget();
      String sequence =
          tidemark.show(COLLECTION).path("restorable").path("to").path("sequence").asText();
      Stopwatch watch = Stopwatch.start();
      tidemark.run("restore", COLLECTION, "--sequence", sequence, "--into", source.url("target"));
      double seconds = watch.seconds();
      String found = source.askIn("target", BigTable.digest(BigTable.NAME));
      if (!found.equals(expected)) {
        throw new IllegalStateException("restored " + found + ", not " + expected);
      }
      return seconds;
    }

    private double copy(String binary) {
      renewTarget();
      source.executeIn("target", BigTable.empty());
      Stopwatch watch = Stopwatch.start();
      source.executeIn(
          "target",
          "COPY big FROM '" + binary + "' (FORMAT binary)",
          "ALTER TABLE big ADD PRIMARY KEY (id)");
      return watch.seconds();
    }

    private double restoreDump(Path dump) {
      renewTarget();
      Stopwatch watch = Stopwatch.start();
      source.tool("pg_restore", "-j2", "-d", "target", dump.toString()).run();
      return watch.seconds();
    }

    /** An empty database, and nothing left to write of the one before. */
    private void renewTarget() {
      source.execute("DROP DATABASE IF EXISTS target WITH (FORCE)");
      source.execute("CREATE DATABASE target");
      source.execute("CHECKPOINT");
    }
  }
}
