package dev.tidemark.benchmarks.peer;

import dev.tidemark.benchmarks.measure.Stopwatch;
import dev.tidemark.benchmarks.server.PostgresServer;

/** The limit of capture: the server's own tool, which decodes a slot to nowhere. */
public final class Recvlogical {

  private Recvlogical() {}

  /** Seconds from its start until it has read a slot up to this position. */
  public static double seconds(PostgresServer source, String slot, String position) {
    Stopwatch watch = Stopwatch.start();
    source
        .tool(
            "pg_recvlogical",
            "-d",
            source.database(),
            "--slot",
            slot,
            "--start",
            "--endpos",
            position,
            "-o",
            "proto_version=1",
            "-o",
            "publication_names=peers",
            "-f",
            "/dev/null")
        .run();
    return watch.seconds();
  }
}
