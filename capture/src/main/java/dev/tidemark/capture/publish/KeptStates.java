package dev.tidemark.capture.publish;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/** Reads what capture kept of each table: the newest record of each key. */
final class KeptStates {

  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private KeptStates() {}

  /** The states by their tables' names, and what else was kept. */
  static SortedMap<String, String> read(KafkaAddress kafka, String topic) {
    try {
      return ShortRead.of(
          kafka,
          "tidemark-catalog-" + topic,
          Map.of(),
          consumer -> read(consumer, new TopicPartition(topic, 0)));
    } catch (KafkaException e) {
      throw new LogUnavailableException("the topic " + topic + " cannot be read", e);
    }
  }

  private static SortedMap<String, String> read(
      Consumer<byte[], byte[]> consumer, TopicPartition topic) {
    List<TopicPartition> only = List.of(topic);
    consumer.assign(only);
    consumer.seekToBeginning(only);
    long end = consumer.endOffsets(only).getOrDefault(topic, 0L);
    SortedMap<String, String> states = new TreeMap<>();
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (consumer.position(topic) < end) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        String table = new String(record.key(), StandardCharsets.UTF_8);
        if (record.value() == null) {
          states.remove(table);
        } else {
          states.put(table, new String(record.value(), StandardCharsets.UTF_8));
        }
      }
      if (System.nanoTime() > deadline) {
        throw new TimeoutException("it is not read within " + PATIENCE.toSeconds() + " s");
      }
    }
    return states;
  }
}
