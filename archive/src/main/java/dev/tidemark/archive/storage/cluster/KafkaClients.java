package dev.tidemark.archive.storage.cluster;

import static java.util.Map.entry;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Makes the clients of one cluster. */
record KafkaClients(ClusterAddress address, ClusterOptions options) {

  /** Chunks that Kafka's answer to one request holds, when they follow each other. */
  private static final int CHUNKS_AT_ONCE = 2;

  private static final int INDEX_BYTES = 1 << 20;

  /**
   * A reader asks for what is there already. What it asks for ahead, at the end of the log, must
   * not keep the next request on the same connection waiting.
   */
  private static final int WAIT_MILLIS = 1;

  Admin admin() {
    return Admin.create(client("admin"));
  }

  Consumer<byte[], byte[]> index() {
    return consumer("index", INDEX_BYTES, 500);
  }

  Consumer<byte[], byte[]> chunks() {
    return consumer("chunks", CHUNKS_AT_ONCE * options.chunkBytes(), 1);
  }

  private Consumer<byte[], byte[]> consumer(String role, int bytes, int records) {
    Map<String, Object> settings = client(role);
    settings.putAll(
        Map.ofEntries(
            entry(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_uncommitted"),
            entry(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false),
            entry(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none"),
            entry(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false),
            entry(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, bytes),
            entry(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, bytes),
            entry(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, WAIT_MILLIS),
            entry(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, records),
            entry(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, millis(options.patience()))));
    return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /** Idempotent, so that no chunk is there twice and none overtakes another. */
  Producer<byte[], byte[]> producer() {
    Map<String, Object> settings = client("writer");
    settings.putAll(
        Map.ofEntries(
            entry(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true),
            entry(ProducerConfig.ACKS_CONFIG, "all"),
            entry(ProducerConfig.COMPRESSION_TYPE_CONFIG, "none"),
            entry(ProducerConfig.BATCH_SIZE_CONFIG, options.chunkBytes()),
            entry(ProducerConfig.LINGER_MS_CONFIG, 0),
            entry(ProducerConfig.BUFFER_MEMORY_CONFIG, (long) options.bufferBytes()),
            entry(ProducerConfig.MAX_BLOCK_MS_CONFIG, options.patience().toMillis()),
            entry(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, millis(options.patience()) / 2),
            entry(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 2 * millis(options.patience()))));
    return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  private Map<String, Object> client(String role) {
    Map<String, Object> client = new HashMap<>(address.properties());
    client.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, address.bootstrapServers());
    client.put(
        CommonClientConfigs.CLIENT_ID_CONFIG,
        "tidemark-archive-" + address.collection() + "-" + role);
    return client;
  }

  private static int millis(Duration time) {
    return Math.toIntExact(time.toMillis());
  }
}
