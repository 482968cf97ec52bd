package dev.tidemark.acceptance.faults;

import dev.tidemark.acceptance.await.Await;
import dev.tidemark.acceptance.servers.PostgresData;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.common.config.ConfigResource;

/**
 * A Kafka broker in a process of its own. It has two doors: one that it tells its clients is behind
 * the relay, and one beside it.
 */
final class Broker implements AutoCloseable {

  private static final Duration UP_WITHIN = Duration.ofMinutes(3);
  private static final List<String> JVM =
      List.of("-Xmx384m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

  private final Path directory;
  private final Optional<Shim> shim;
  private final int relayed = PostgresData.freePort();
  private final int direct = PostgresData.freePort();
  private final int controller = PostgresData.freePort();
  private Process process;

  private Broker(Path directory, Optional<Shim> shim, Process process) {
    this.directory = directory;
    this.shim = shim;
    this.process = process;
  }

  static Broker create(Path directory, Optional<Shim> shim) {
    try {
      Process none = new ProcessBuilder("true").start();
      Broker broker = new Broker(Files.createDirectories(directory), shim, none);
      Runtime.getRuntime().addShutdownHook(new Thread(broker::close));
      return broker;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The port that the relay goes to. */
  int relayedPort() {
    return relayed;
  }

  /** For who does not go over the relay. */
  String direct() {
    return "127.0.0.1:" + direct;
  }

  /**
   * Formats its data, and starts it for the first time.
   *
   * @param advertised where the relay listens
   */
  void begin(int advertised) {
    try {
      Path properties = directory.resolve("server.properties");
      Files.write(properties, properties(advertised));
      Process format =
          java(
              JVM,
              "kafka.tools.StorageTool",
              "format",
              "-t",
              "dGlkZW1hcmstZmF1bHRzLQ",
              "-c",
              properties.toString());
      if (!format.waitFor(UP_WITHIN.toSeconds(), TimeUnit.SECONDS) || format.exitValue() != 0) {
        throw new IllegalStateException(
            "the broker is not formatted: " + Files.readString(directory.resolve("broker.log")));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    start();
  }

  private List<String> properties(int advertised) {
    return List.of(
        "process.roles=broker,controller",
        "node.id=1",
        "controller.quorum.voters=1@127.0.0.1:" + controller,
        "listeners=RELAYED://127.0.0.1:%d,DIRECT://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d"
            .formatted(relayed, direct, controller),
        "advertised.listeners=RELAYED://127.0.0.1:%d,DIRECT://127.0.0.1:%d"
            .formatted(advertised, direct),
        "listener.security.protocol.map=RELAYED:PLAINTEXT,DIRECT:PLAINTEXT,CONTROLLER:PLAINTEXT",
        "inter.broker.listener.name=DIRECT",
        "controller.listener.names=CONTROLLER",
        "log.dirs=" + directory.resolve("data"),
        "auto.create.topics.enable=false",
        "broker.session.timeout.ms=6000",
        "broker.heartbeat.interval.ms=500",
        "default.replication.factor=1",
        "offsets.topic.replication.factor=1",
        "offsets.topic.num.partitions=1",
        "transaction.state.log.replication.factor=1",
        "transaction.state.log.min.isr=1",
        "transaction.state.log.num.partitions=4",
        "share.coordinator.state.topic.replication.factor=1",
        "share.coordinator.state.topic.min.isr=1",
        "group.initial.rebalance.delay.ms=0",
        "log.flush.interval.ms=200",
        "log.flush.scheduler.interval.ms=200",
        "log.retention.ms=-1",
        "transaction.max.timeout.ms=3600000",
        "message.max.bytes=83886080",
        "log.cleaner.dedupe.buffer.size=2097152",
        "log.index.size.max.bytes=2097152",
        "num.network.threads=2",
        "num.io.threads=4");
  }

  void start() {
    raise();
    Await.lastingly("the broker answers", UP_WITHIN, this::answers);
  }

  /** What has ended by itself, over a disk for instance, is started again. */
  private void raise() {
    if (!process.isAlive()) {
      process = java(JVM, "kafka.Kafka", directory.resolve("server.properties").toString());
    }
  }

  boolean isAlive() {
    return process.isAlive();
  }

  long pid() {
    return process.pid();
  }

  void kill() {
    Signals.kill(process.pid());
  }

  private boolean answers() {
    raise();
    try (Admin admin = admin()) {
      admin.describeCluster(new DescribeClusterOptions().timeoutMs(10_000)).nodes().get();
      return true;
    } catch (ExecutionException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /**
   * How many copies of a record a topic wants before it takes one: with more than one, this broker
   * takes none.
   */
  void requireCopies(String topic, int copies) {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    ConfigEntry entry = new ConfigEntry("min.insync.replicas", Integer.toString(copies));
    try (Admin admin = admin()) {
      admin
          .incrementalAlterConfigs(
              Map.of(resource, List.of(new AlterConfigOp(entry, AlterConfigOp.OpType.SET))))
          .all()
          .get(20, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("the broker does not change " + topic, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Admin admin() {
    return Admin.create(
        Map.of(
            "bootstrap.servers",
            direct(),
            "request.timeout.ms",
            "10000",
            "default.api.timeout.ms",
            "15000"));
  }

  private Process java(List<String> options, String main, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.add("-Dtidemark.spec=broker");
    command.addAll(List.of("-cp", classPath(), main));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(
                ProcessBuilder.Redirect.appendTo(directory.resolve("broker.log").toFile()));
    shim.ifPresent(each -> builder.environment().putAll(each.environment()));
    try {
      return builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String classPath() {
    return String.join(
        File.pathSeparator,
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> !entry.endsWith("test-classes"))
            .toList());
  }

  @Override
  public void close() {
    kill();
  }
}
