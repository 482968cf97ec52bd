package dev.tidemark.benchmarks.server;

import dev.tidemark.benchmarks.process.Patience;
import dev.tidemark.benchmarks.process.Program;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The broker that Tidemark and its peers write to. */
public final class Broker implements AutoCloseable {

  private final Process process;
  private final String address;

  private Broker(Process process, String address) {
    this.process = process;
    this.address = address;
  }

  public static Broker start(Path directory) {
    try {
      Files.createDirectories(directory);
      Process process =
          Java.program(
                  directory.resolve("broker.log"),
                  BrokerProcess.class,
                  "-Xmx1g",
                  directory.toString())
              .begin();
      Path address = directory.resolve("address");
      Patience.until("the broker", Duration.ofMinutes(2), () -> Files.exists(address));
      return new Broker(process, Files.readString(address));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public String address() {
    return address;
  }

  /** A consumer that sees what is committed, and belongs to no group. */
  public KafkaConsumer<byte[], byte[]> consumer() {
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
