package dev.tidemark.capture.publish;

import dev.tidemark.schemas.change.CollectionName;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/** Kafka's times of records. */
final class RecordTimes {

  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** One record of each partition is wanted, however large the batch that it is in. */
  private static final Map<String, String> ONE_OF_EACH =
      Map.of(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, "4096");

  private RecordTimes() {}

  /**
   * The time of the first committed record of each partition from an offset on. Markers of
   * transactions take offsets too, and are no records: partitions that have nothing else there are
   * left out.
   *
   * @throws LogUnavailableException Kafka does not answer
   */
  static Map<TopicPartition, Instant> first(
      KafkaAddress kafka, CollectionName collection, Map<TopicPartition, Long> from) {
    if (from.isEmpty()) {
      return Map.of();
    }
    try {
      return ShortRead.of(
          kafka, "tidemark-times-" + collection, ONE_OF_EACH, consumer -> first(consumer, from));
    } catch (KafkaException e) {
      throw new LogUnavailableException(
          "Kafka does not say how old the changes of collection " + collection + " are", e);
    }
  }

  private static Map<TopicPartition, Instant> first(
      Consumer<byte[], byte[]> consumer, Map<TopicPartition, Long> from) {
    consumer.assign(from.keySet());
    Map<TopicPartition, Long> begins = consumer.beginningOffsets(from.keySet());
    Map<TopicPartition, Long> left = new HashMap<>();
    consumer
        .endOffsets(from.keySet())
        .forEach(
            (partition, end) -> {
              long at = Math.max(at(from, partition), at(begins, partition));
              consumer.seek(partition, at);
              if (at < end) {
                left.put(partition, end);
              }
            });
    Map<TopicPartition, Instant> times = new HashMap<>();
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!left.isEmpty()) {
      consumer.pause(without(from.keySet(), left.keySet()));
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        TopicPartition partition = new TopicPartition(record.topic(), record.partition());
        if (left.remove(partition) != null) {
          times.put(partition, Instant.ofEpochMilli(record.timestamp()));
        }
      }
      left.keySet().removeIf(partition -> consumer.position(partition) >= at(left, partition));
      if (System.nanoTime() > deadline) {
        throw new TimeoutException("nothing came for " + PATIENCE.toSeconds() + " s");
      }
    }
    return times;
  }

  private static List<TopicPartition> without(Set<TopicPartition> all, Set<TopicPartition> some) {
    return all.stream().filter(partition -> !some.contains(partition)).toList();
  }

  private static long at(Map<TopicPartition, Long> offsets, TopicPartition partition) {
    return offsets.getOrDefault(partition, 0L);
  }
}
