package dev.tidemark.compactor.intake;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Walks over the records of a topic with one partition, from any place. */
final class TopicCursor implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration POLL = Duration.ofMillis(200);

  private final Consumer<byte[], byte[]> consumer;
  private final TopicPartition topic;
  private final LongSupplier nanoTime;
  private final Deque<ConsumerRecord<byte[], byte[]>> fetched = new ArrayDeque<>();
  private final long begin;
  private final long end;

  TopicCursor(Consumer<byte[], byte[]> consumer, TopicPartition topic, LongSupplier nanoTime) {
    this.consumer = consumer;
    this.topic = topic;
    this.nanoTime = nanoTime;
    consumer.assign(Set.of(topic));
    this.begin = consumer.beginningOffsets(Set.of(topic)).getOrDefault(topic, 0L);
    this.end = consumer.endOffsets(Set.of(topic)).getOrDefault(topic, 0L);
    seek(begin);
  }

  /** The first offset the topic still has. */
  long begin() {
    return begin;
  }

  /** The offset up to which {@link #next()} reads: the topic's end when the cursor was made. */
  long end() {
    return end;
  }

  /** Waits a moment for records behind {@link #end()}; {@link #next()} then gives those too. */
  void awaitMore() {
    consumer.poll(POLL).records(topic).forEach(fetched::add);
  }

  void seek(long offset) {
    fetched.clear();
    consumer.seek(topic, offset);
  }

  /** The next record; null when there is none before {@link #end()}. */
  @Nullable ConsumerRecord<byte[], byte[]> next() {
    long lastPosition = -1;
    long lastProgress = nanoTime.getAsLong();
    while (fetched.isEmpty()) {
      long position = consumer.position(topic);
      if (position >= end) {
        return null;
      }
      long now = nanoTime.getAsLong();
      if (position != lastPosition) {
        lastPosition = position;
        lastProgress = now;
      } else if (now - lastProgress > PATIENCE.toNanos()) {
        throw LogException.stalled(topic, position, end, PATIENCE);
      }
      consumer.poll(POLL).records(topic).forEach(fetched::add);
    }
    return fetched.remove();
  }

  @Override
  public void close() {
    consumer.close();
  }
}
