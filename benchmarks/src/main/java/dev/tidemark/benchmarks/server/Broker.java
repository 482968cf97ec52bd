package dev.tidemark.benchmarks.server;

import dev.tidemark.benchmarks.process.Patience;
import dev.tidemark.benchmarks.process.Program;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.utils.AppInfoParser;

/** The broker that Tidemark and its peers write to. */
public final class Broker implements AutoCloseable {

  private final Process process;
  private final String address;

  private Broker(Process process, String address) {
    this.process = process;
    this.address = address;
  }

  /**
   * Returns once it takes requests.
   *
   * @throws IllegalStateException it does not come up
   */
  public static Broker start(Path directory) {
    try {
      Files.createDirectories(directory);
      Path log = directory.resolve("broker.log");
      Process process =
          Java.program(log, BrokerProcess.class, List.of("-Xmx1g"), directory.toString()).begin();
      Path address = directory.resolve("address");
      Patience.until(
          "the broker", Duration.ofMinutes(3), () -> Files.exists(address) || !process.isAlive());
      if (!process.isAlive()) {
        throw new IllegalStateException("the broker has ended; see " + log);
      }
      return new Broker(process, Files.readString(address));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The version of Kafka. */
  public static String version() {
    return AppInfoParser.getVersion();
  }

  public String address() {
    return address;
  }

  /** Makes topics of one partition, with the settings that Tidemark's have by default. */
  public void create(List<String> topics) {
    try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, address))) {
      admin
          .createTopics(
              topics.stream()
                  .map(topic -> new NewTopic(topic, Optional.of(1), Optional.empty()))
                  .toList())
          .all()
          .get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("cannot make " + topics + ": " + e.getCause(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /** A consumer that sees what is committed, and belongs to no group. */
  KafkaConsumer<byte[], byte[]> consumer() {
    return consumer(address);
  }

  static KafkaConsumer<byte[], byte[]> consumer(String address) {
    return new KafkaConsumer<>(
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            address,
            ConsumerConfig.ISOLATION_LEVEL_CONFIG,
            "read_committed",
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
            "earliest",
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
            false,
            ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
            10_000,
            ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
            16 << 20,
            ConsumerConfig.FETCH_MAX_BYTES_CONFIG,
            64 << 20,
            ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
            false),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }

  @Override
  public void close() {
    Program.end(process);
  }
}
