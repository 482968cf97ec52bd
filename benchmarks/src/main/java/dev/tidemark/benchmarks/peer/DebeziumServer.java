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
import java.util.Optional;
import java.util.stream.Stream;

/** Debezium Server as its makers publish it, from a slot to Kafka: JSON, at least once. */
public final class DebeziumServer {

  public static final String VERSION = "3.6.1.Final";

  private static final Path JAVAS = Path.of("/usr/lib/jvm");

  private final Path home;

  private DebeziumServer(Path home) {
    this.home = home;
  }

  /**
   * Fetches the distribution by its name in Maven's registry, once, and unpacks it once.
   *
   * @param cache keeps it
   * @throws RuntimeException it cannot be fetched, or there is no Java for it
   */
  public static DebeziumServer installed(Path cache) {
    Path home = cache.resolve("debezium-server-" + VERSION);
    if (java().isEmpty()) {
      throw new IllegalStateException(
          "Debezium Server needs Java 21 or newer, and none is below " + JAVAS);
    }
    if (!Files.exists(home)) {
      try {
        fetch(Files.createDirectories(cache.resolve("debezium-server.new")), home);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return new DebeziumServer(home.resolve("debezium-server"));
  }

  /** It is there as a whole or not at all. */
  private static void fetch(Path begun, Path home) throws IOException {
    Path log = home.resolveSibling("debezium-server.log");
    // In a directory without a project: not once for each module of this one.
    Program.of(
            log,
            "mvn",
            "-B",
            "-q",
            "dependency:copy",
            "-Dartifact=io.debezium:debezium-server-dist:" + VERSION + ":tar.gz",
            "-DoutputDirectory=" + begun)
        .in(begun)
        .run();
    Path archive = begun.resolve("debezium-server-dist-" + VERSION + ".tar.gz");
    Path unpacked = Files.createDirectories(begun.resolve("unpacked"));
    Program.of(log, "tar", "xzf", archive.toString(), "-C", unpacked.toString()).run();
    Files.delete(archive);
    Files.move(unpacked, home);
  }

  /**
   * Begins to capture. The topics it writes to must exist: nobody makes them for it.
   *
   * @param directory for its configuration, offsets and output
   * @param prefix of its topics
   * @param slot that exists, and is read from where it stands
   * @see #topics
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
          .with("JAVA_HOME", java().map(Path::toString).orElse(""))
          .with(
              "JAVA_OPTS", "-Xmx1g -XX:+UseParallelGC --add-opens=java.base/java.lang=ALL-UNNAMED")
          .begin();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The newest Java of the machine, which this version needs to be 21 or newer. Tidemark is
   * measured on the one that is the default.
   */
  public static Optional<Path> java() {
    try (Stream<Path> all = Files.list(JAVAS)) {
      return all.filter(home -> Files.isExecutable(home.resolve("bin/java")))
          .filter(home -> release(home) >= 21)
          .max(Comparator.comparingInt(DebeziumServer::release));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** What it writes to when it captures these tables. */
  public static List<String> topics(String prefix, List<String> tables) {
    return Stream.concat(Stream.of("transaction"), tables.stream())
        .map(name -> prefix + "." + name)
        .toList();
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
