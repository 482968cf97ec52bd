package dev.tidemark.benchmarks.server;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** Records as they become visible in the one partition of a topic. */
public final class Arrivals implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(5);

  private final KafkaConsumer<byte[], byte[]> consumer;

  private Arrivals(KafkaConsumer<byte[], byte[]> consumer) {
    this.consumer = consumer;
  }

  /** From the topic's beginning. The topic need not exist yet. */
  public static Arrivals all(Broker broker, String topic) {
    return from(broker, topic, 0);
  }

  /** From this offset. */
  public static Arrivals from(Broker broker, String topic, long offset) {
    KafkaConsumer<byte[], byte[]> consumer = broker.consumer();
    TopicPartition partition = new TopicPartition(topic, 0);
    consumer.assign(Set.of(partition));
    consumer.seek(partition, offset);
    return new Arrivals(consumer);
  }

  /** Where what is committed ends now. */
  public static long end(Broker broker, String topic) {
    TopicPartition partition = new TopicPartition(topic, 0);
    try (KafkaConsumer<byte[], byte[]> consumer = broker.consumer()) {
      return consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
    }
  }

  /**
   * Returns once so many more records have become visible.
   *
   * @param alive asked now and then: what fails it ends the waiting
   * @throws IllegalStateException they did not within the time
   */
  public void await(long records, Duration within, Runnable alive) {
    long seen = 0;
    long end = System.nanoTime() + within.toNanos();
    while (seen < records) {
      seen += consumer.poll(POLL).count();
      alive.run();
      if (System.nanoTime() > end) {
        throw new IllegalStateException(
            "only " + seen + " of " + records + " records came within " + within);
      }
    }
  }

  /** How many come with one look, perhaps none. */
  public int next() {
    return consumer.poll(POLL).count();
  }

  @Override
  public void close() {
    consumer.close();
  }
}
