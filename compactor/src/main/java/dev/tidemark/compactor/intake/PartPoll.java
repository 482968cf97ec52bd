package dev.tidemark.compactor.intake;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;

/**
 * Polls parts of topics to their ends. A part is done when the consumer's position has reached its
 * end, not when a record has: the end may lie behind control records, which are not given out.
 */
final class PartPoll {

  /** A transaction's end marker may reach a table's partition after the timeline's. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final Duration POLL = Duration.ofMillis(200);

  private final Consumer<byte[], byte[]> consumer;
  private final List<Part> open;
  private final Map<TopicPartition, Long> positions = new HashMap<>();
  private final LongSupplier nanoTime;

  PartPoll(Consumer<byte[], byte[]> consumer, List<Part> parts, LongSupplier nanoTime) {
    this.consumer = consumer;
    this.open = new ArrayList<>(parts);
    this.nanoTime = nanoTime;
  }

  /**
   * Polls into the queue, as fast as that lets it, until everything was polled or the queue is
   * closed.
   *
   * @throws LogException something is no longer there, or does not come
   */
  void into(FetchQueue queue) throws InterruptedException {
    consumer.assign(open.stream().map(Part::topic).toList());
    requireNothingExpired();
    for (Part part : open) {
      consumer.seek(part.topic(), part.from());
      positions.put(part.topic(), part.from());
    }
    boolean moved = true;
    long since = nanoTime.getAsLong();
    while (!open.isEmpty()) {
      queue.awaitRoom();
      if (queue.isClosed()) {
        return;
      }
      if (moved) {
        // How long there was no room tells nothing of the broker.
        since = nanoTime.getAsLong();
      }
      ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
      if (!records.isEmpty()) {
        queue.add(Fetched.of(records));
      }
      moved = move();
      if (!moved && nanoTime.getAsLong() - since > PATIENCE.toNanos()) {
        Part part = open.get(0);
        throw LogException.stalled(part.topic(), position(part), part.to(), PATIENCE);
      }
    }
  }

  private void requireNothingExpired() {
    Map<TopicPartition, Long> earliest = consumer.beginningOffsets(consumer.assignment());
    for (Part part : open) {
      long begin = earliest.getOrDefault(part.topic(), 0L);
      if (begin > part.from()) {
        throw LogException.expired(part.topic(), part.from(), begin);
      }
    }
  }

  private boolean move() {
    boolean moved = false;
    for (Part part : open) {
      long position = consumer.position(part.topic());
      moved |= position != position(part);
      positions.put(part.topic(), position);
      if (position >= part.to()) {
        consumer.pause(Set.of(part.topic()));
      }
    }
    open.removeIf(part -> position(part) >= part.to());
    return moved;
  }

  private long position(Part part) {
    return positions.getOrDefault(part.topic(), part.from());
  }
}
