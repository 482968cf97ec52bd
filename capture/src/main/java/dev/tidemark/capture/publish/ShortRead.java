package dev.tidemark.capture.publish;

import java.util.Map;
import java.util.Properties;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reading what a topic has now, with a consumer that is made for it and belongs to no group. */
final class ShortRead {

  /**
   * Closing, and reading on from another place, wait for the fetch under way, and at a topic's end
   * one always is.
   */
  private static final int FETCH_WAIT_MILLIS = 10;

  private ShortRead() {}

  /**
   * Reads what is committed.
   *
   * @param further properties of the consumer
   * @param reading what is done with it; it is closed afterwards
   * @throws org.apache.kafka.common.KafkaException Kafka does not answer
   */
  static <T> T of(
      KafkaAddress kafka,
      String clientId,
      Map<String, String> further,
      Function<Consumer<byte[], byte[]>, T> reading) {
    Properties properties = kafka.client(clientId);
    properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
    // To look at a topic that was deleted just now must not make it anew.
    properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
    properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    properties.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, Integer.toString(FETCH_WAIT_MILLIS));
    properties.putAll(further);
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      return reading.apply(consumer);
    }
  }
}
