package dev.tidemark.benchmarks.suite;

import dev.tidemark.benchmarks.measure.Goal;
import dev.tidemark.benchmarks.measure.Stopwatch;
import dev.tidemark.benchmarks.server.PostgresServer;
import dev.tidemark.benchmarks.server.Tidemark;
import dev.tidemark.benchmarks.suite.Contest.Rule;
import java.nio.file.Path;

/**
 * The end of a chain into an empty database, against what the server's own tools need for its rows.
 */
final class ChainRestore {

  private static final String DATABASE = "target";

  private final Bench bench;
  private final Path directory;
  private final PostgresServer source;
  private final PostgresServer target;
  private final Tidemark tidemark;
  private final String collection;
  private final long rows;

  /**
   * @param source has the table as it is at the end of the chain
   * @param target a server of its own, of whose log nobody has to read anything
   */
  ChainRestore(
      Bench bench,
      Path directory,
      PostgresServer source,
      PostgresServer target,
      Tidemark tidemark,
      String collection,
      long rows) {
    this.bench = bench;
    this.directory = directory;
    this.source = source;
    this.target = target;
    this.tidemark = tidemark;
    this.collection = collection;
    this.rows = rows;
  }

  void run() {
    String binary = directory.resolve("postgres/big.copy").toString();
    source.execute("COPY big TO '" + binary + "' (FORMAT binary)");
    String dump = directory.resolve("postgres/big.dump").toString();
    // Not compressed: nothing is to be taken off the speed of its restore.
    source.tool("pg_dump", "-Fc", "-Z0", "-t", BigTable.NAME, "-f", dump, source.database()).run();
    String expected = source.ask(BigTable.digest(BigTable.NAME));
    String sequence =
        tidemark.show(collection).path("restorable").path("to").path("sequence").asText();
    new Contest(bench, "restore of %,d rows to the end of a chain, verified".formatted(rows), "s")
        .profiled(tidemark)
        .tidemark(round -> ofTidemark(sequence, expected))
        .against(
            "COPY binary of the same rows, then the key (limit)",
            Rule.OURS_OVER_THEIRS,
            Goal.atMost(1.3),
            round -> copy(binary))
        .against(
            "pg_restore -j2 of a dump that is not compressed",
            Rule.OURS_OVER_THEIRS,
            Goal.atMost(1),
            round -> ofDump(dump, expected))
        .run();
  }

  private double ofTidemark(String sequence, String expected) {
    renew();
    Stopwatch watch = Stopwatch.start();
    tidemark.run("restore", collection, "--sequence", sequence, "--into", target.url(DATABASE));
    double seconds = watch.seconds();
    check(expected);
    return seconds;
  }

  private double copy(String binary) {
    renew();
    target.executeIn(DATABASE, BigTable.empty());
    Stopwatch watch = Stopwatch.start();
    target.executeIn(
        DATABASE,
        "COPY big FROM '" + binary + "' (FORMAT binary)",
        "ALTER TABLE big ADD PRIMARY KEY (id)");
    return watch.seconds();
  }

  private double ofDump(String dump, String expected) {
    renew();
    Stopwatch watch = Stopwatch.start();
    target.tool("pg_restore", "-j2", "-d", DATABASE, dump).run();
    double seconds = watch.seconds();
    check(expected);
    return seconds;
  }

  private void check(String expected) {
    String found = target.askIn(DATABASE, BigTable.digest(BigTable.NAME));
    if (!found.equals(expected)) {
      throw new IllegalStateException("restored " + found + ", not " + expected);
    }
  }

  /** An empty database, and nothing left to write of the one before. */
  private void renew() {
    target.execute(
        "DROP DATABASE IF EXISTS " + DATABASE + " WITH (FORCE)",
        "CREATE DATABASE " + DATABASE,
        "CHECKPOINT");
    Directories.sync(directory);
  }
}
