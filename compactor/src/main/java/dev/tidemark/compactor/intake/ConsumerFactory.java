package dev.tidemark.compactor.intake;

import static java.util.Map.entry;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Makes consumers; a test makes its own. */
@FunctionalInterface
interface ConsumerFactory {

  int FETCH_BYTES = 8 << 20;
  int PARTITION_FETCH_BYTES = 1 << 20;
  int POLL_RECORDS = 2_000;

  /**
   * Closing, and reading on from another place, wait for the fetch under way, and at a topic's end
   * one always is. A consumer that waits for records asks as often.
   */
  int FETCH_WAIT_MILLIS = 10;

  Consumer<byte[], byte[]> open();

  /**
   * Consumers without a group, which never choose a place to read from by themselves. What one
   * holds in memory is bounded by {@link #FETCH_BYTES} per broker.
   */
  static ConsumerFactory of(
      String bootstrapServers,
      Map<String, String> security,
      String clientId,
      IsolationLevel isolation) {
    Map<String, Object> settings = new HashMap<>();
    // A consumer is made for each reading, however short, and to be watched costs it more than to
    // read.
    settings.put(ConsumerConfig.METRIC_REPORTER_CLASSES_CONFIG, "");
    settings.put(ConsumerConfig.ENABLE_METRICS_PUSH_CONFIG, false);
    settings.putAll(security);
    settings.putAll(
        Map.ofEntries(
            entry(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers),
            entry(ConsumerConfig.CLIENT_ID_CONFIG, clientId),
            entry(ConsumerConfig.ISOLATION_LEVEL_CONFIG, isolation.toString()),
            entry(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false),
            entry(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none"),
            entry(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false),
            entry(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, FETCH_BYTES),
            entry(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, PARTITION_FETCH_BYTES),
            entry(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, POLL_RECORDS),
            entry(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, FETCH_WAIT_MILLIS),
            entry(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 30_000)));
    return () ->
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }
}
