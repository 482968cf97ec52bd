package dev.tidemark.benchmarks.suite;

import dev.tidemark.benchmarks.peer.PgBackRest;
import dev.tidemark.benchmarks.server.Broker;
import dev.tidemark.benchmarks.server.PostgresServer;
import dev.tidemark.benchmarks.server.Tidemark;
import java.nio.file.Path;

/**
 * pgbench's own workload, and restores to points in it: Tidemark's merge against pgBackRest's
 * restore and replay. Both must give the same balances.
 */
final class PointInTime implements Benchmark {

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
      Bank bank = new Bank(bench, source, backRest, tidemark);
      tidemark.start();
      try {
        bank.protect();
        bank.commit();
      } finally {
        tidemark.stop();
      }
      bench.part("bytes stored for a change", bank::storedBytes);
      // A server of its own, that archives nothing: as the one that replays.
      try (PostgresServer target = PostgresServer.create(directory.resolve("target"))) {
        new BankRestores(
                bench, directory, target, backRest, tidemark, bank.times(), bank.transactions())
            .run();
      }
    }
  }
}
