package dev.tidemark.benchmarks.server;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/**
 * The limit of reading a topic: a consumer that reads what is committed and counts it.
 *
 * <p>A main class of its own, so that its time has the start of a JVM in it, as a backup's has.
 */
public final class CountRecords {

  private CountRecords() {}

  /** Arguments: the broker's address, the topic, the offset to begin at, the records to expect. */
  public static void main(String[] arguments) {
    TopicPartition partition = new TopicPartition(arguments[1], 0);
    long expected = Long.parseLong(arguments[3]);
    try (KafkaConsumer<byte[], byte[]> consumer = Broker.consumer(arguments[0])) {
      consumer.assign(Set.of(partition));
      consumer.seek(partition, Long.parseLong(arguments[2]));
      Map<TopicPartition, Long> ends = consumer.endOffsets(List.of(partition));
      long end = ends.getOrDefault(partition, 0L);
      long count = 0;
      while (consumer.position(partition) < end) {
        count += consumer.poll(Duration.ofMillis(200)).count();
      }
      if (count != expected) {
        throw new IllegalStateException("counted " + count + " records, not " + expected);
      }
    }
  }
}
