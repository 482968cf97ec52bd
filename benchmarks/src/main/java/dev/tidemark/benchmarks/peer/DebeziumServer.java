package dev.tidemark.benchmarks.peer;

import dev.tidemark.benchmarks.process.Program;
import dev.tidemark.benchmarks.server.Broker;
import dev.tidemark.benchmarks.server.FreePort;
import dev.tidemark.benchmarks.server.PostgresServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Debezium Server as its makers publish it, from a slot to Kafka: JSON, at least once. */
public final class DebeziumServer {

  public static final String VERSION = "3.6.1.Final";

  private final Path home;

  private DebeziumServer(Path home) {
    this.home = home;
  }

  /** Fetches the distribution, once, and unpacks it once. */
  public static DebeziumServer installed(Path cache) {
    Path home = cache.resolve("debezium-server-" + VERSION);
    Path log = cache.resolve("debezium-server.log");
    if (!Files.exists(home.resolve("debezium-server/run.sh"))) {
      try {
        Files.createDirectories(home);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      String artifact = "io.debezium:debezium-server-dist:" + VERSION + ":tar.gz";
      Program.of(
              log,
              "mvn",
              "-B",
              "-q",
              "dependency:get",
              "-Dtransitive=false",
              "-Dartifact=" + artifact)
          .run();
      Program.of(
              log,
              "mvn",
              "-B",
              "-q",
              "dependency:copy",
              "-Dartifact=" + artifact,
              "-DoutputDirectory=" + cache)
          .run();
      Path archive = cache.resolve("debezium-server-dist-" + VERSION + ".tar.gz");
      Program.of(log, "tar", "xzf", archive.toString(), "-C", home.toString()).run();
    }
    return new DebeziumServer(home.resolve("debezium-server"));
  }

  /**
   * Begins to capture.
   *
   * @param directory for its configuration, offsets and output
   * @param prefix of its topics
   * @param slot that exists, and is read from where it stands
   */
  public Process begin(
      Path directory, PostgresServer source, Broker broker, String prefix, String slot) {
    try {
      Files.createDirectories(directory);
      for (String name : List.of("run.sh", "lib", "lib_opt", "lib_metrics", "jmx", "connectors")) {
        Files.createSymbolicLink(directory.resolve(name), home.resolve(name));
      }
      Path runner = home.resolve("debezium-server-dist-" + VERSION + "-runner.jar");
      Files.createSymbolicLink(directory.resolve(runner.getFileName()), runner);
      Path configuration = Files.createDirectories(directory.resolve("config"));
      Files.createDirectories(configuration.resolve("lib"));
      Files.createDirectories(directory.resolve("data"));
      Files.writeString(
          configuration.resolve("application.properties"),
          configuration(source, broker, prefix, slot));
      return Program.of(directory.resolve("server.log"), "bash", "run.sh")
          .in(directory)
          .with("JAVA_HOME", java().toString())
          .with("JAVA_OPTS", "-Xmx1g --add-opens=java.base/java.lang=ALL-UNNAMED")
          .begin();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The newest Java of the machine, which this version needs to be 21 or newer. Tidemark is
   * measured on the one that is the default.
   */
  public static Path java() {
    try (Stream<Path> all = Files.list(Path.of("/usr/lib/jvm"))) {
      return all.filter(home -> Files.isExecutable(home.resolve("bin/java")))
          .filter(home -> release(home) >= 21)
          .max(Comparator.comparingInt(DebeziumServer::release))
          .orElseThrow(
              () ->
                  new IllegalStateException(
                      "Debezium Server needs Java 21 or newer below /usr/lib/jvm"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The feature release of a JDK by its file {@code release}; 0 without one. */
  private static int release(Path home) {
    try {
      return Files.readAllLines(home.resolve("release")).stream()
          .filter(line -> line.startsWith("JAVA_VERSION="))
          .map(line -> line.replaceAll("[^0-9.]", "").split("\\.")[0])
          .mapToInt(Integer::parseInt)
          .findFirst()
          .orElse(0);
    } catch (IOException e) {
      return 0;
    }
  }

  private static String configuration(
      PostgresServer source, Broker broker, String prefix, String slot) {
    return """
        debezium.sink.type=kafka
        debezium.sink.kafka.producer.bootstrap.servers=%s
        debezium.sink.kafka.producer.key.serializer=org.apache.kafka.common.serialization.StringSerializer
        debezium.sink.kafka.producer.value.serializer=org.apache.kafka.common.serialization.StringSerializer
        debezium.sink.kafka.producer.compression.type=zstd
        debezium.sink.kafka.producer.batch.size=1048576
        debezium.sink.kafka.producer.linger.ms=5
        debezium.sink.kafka.producer.buffer.memory=134217728
        debezium.format.value=json
        debezium.format.key=json
        debezium.format.schemas.enable=false
        debezium.source.connector.class=io.debezium.connector.postgresql.PostgresConnector
        debezium.source.offset.storage.file.filename=data/offsets.dat
        debezium.source.offset.flush.interval.ms=1000
        debezium.source.database.hostname=127.0.0.1
        debezium.source.database.port=%d
        debezium.source.database.user=postgres
        debezium.source.database.password=unused
        debezium.source.database.dbname=%s
        debezium.source.topic.prefix=%s
        debezium.source.plugin.name=pgoutput
        debezium.source.slot.name=%s
        debezium.source.publication.name=peers
        debezium.source.publication.autocreate.mode=disabled
        debezium.source.snapshot.mode=no_data
        debezium.source.provide.transaction.metadata=true
        debezium.source.max.batch.size=20480
        debezium.source.max.queue.size=81920
        quarkus.http.port=%d
        quarkus.log.console.json=false
        quarkus.log.level=WARN
        """
        .formatted(
            broker.address(), source.port(), source.database(), prefix, slot, FreePort.next());
  }
}
