package dev.tidemark.benchmarks.server;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Records as they become visible in the one partition of a topic, to who reads what is committed.
 */
public final class Arrivals implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(5);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final TopicPartition partition;
  private long seen;

  private Arrivals(KafkaConsumer<byte[], byte[]> consumer, TopicPartition partition) {
    this.consumer = consumer;
    this.partition = partition;
  }

  /** Those that come after this. The topic exists. */
  public static Arrivals later(Broker broker, String topic) {
    try (KafkaConsumer<byte[], byte[]> consumer = broker.consumer()) {
      return from(broker, topic, end(consumer, topic));
    }
  }

  /** Those from this offset on. */
  public static Arrivals from(Broker broker, String topic, long offset) {
    KafkaConsumer<byte[], byte[]> consumer = broker.consumer();
    TopicPartition partition = new TopicPartition(topic, 0);
    consumer.assign(Set.of(partition));
    consumer.seek(partition, offset);
    return new Arrivals(consumer, partition);
  }

  /** The offset at which what is committed ends now. */
  public static long end(Broker broker, String topic) {
    try (KafkaConsumer<byte[], byte[]> consumer = broker.consumer()) {
      return end(consumer, topic);
    }
  }

  /** The same of another topic, with this one's connection. */
  public long endOf(String other) {
    return end(consumer, other);
  }

  private static long end(KafkaConsumer<byte[], byte[]> consumer, String topic) {
    TopicPartition partition = new TopicPartition(topic, 0);
    return consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
  }

  /**
   * Returns once so many have come since the beginning.
   *
   * @param alive asked now and then: what it throws ends the waiting
   * @throws IllegalStateException they did not within the time
   */
  public void await(long records, Duration within, Runnable alive) {
    long end = System.nanoTime() + within.toNanos();
    while (seen < records) {
      next();
      alive.run();
      if (System.nanoTime() > end) {
        throw new IllegalStateException(
            "only %d of %d records of %s came within %s"
                .formatted(seen, records, partition.topic(), within));
      }
    }
  }

  /**
   * Reads on to this offset, which is no later than the end; how many have come since the
   * beginning.
   */
  public long through(long offset) {
    while (consumer.position(partition) < offset) {
      next();
    }
    return seen;
  }

  /** How many come with one look, perhaps none. */
  public int next() {
    int more = consumer.poll(POLL).count();
    seen += more;
    return more;
  }

  @Override
  public void close() {
    consumer.close();
  }
}
