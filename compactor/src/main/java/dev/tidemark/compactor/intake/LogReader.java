package dev.tidemark.compactor.intake;

import dev.tidemark.compactor.source.ChangeSource;
import dev.tidemark.compactor.source.LoggedChange;
import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.event.Envelope;
import dev.tidemark.schemas.event.Topics;
import dev.tidemark.schemas.timeline.OffsetMap;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * The changes in the tables' topics. A partition is done when the consumer's position has reached
 * its end, not when a record has: the end may lie behind control records, which are not given out.
 */
public final class LogReader implements ChangeSource {

  /** A transaction's end marker may reach a table's partition after the timeline's. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final Duration POLL = Duration.ofMillis(200);

  private record Part(TableId table, int partition, long from, long to) {}

  private final ConsumerFactory consumers;
  private final Topics topics;
  private final LongSupplier nanoTime;

  LogReader(ConsumerFactory consumers, Topics topics, LongSupplier nanoTime) {
    this.consumers = consumers;
    this.topics = topics;
    this.nanoTime = nanoTime;
  }

  @Override
  public void read(OffsetMap from, OffsetMap to, java.util.function.Consumer<LoggedChange> sink) {
    Map<TopicPartition, Part> parts = parts(from, to);
    if (parts.isEmpty()) {
      return;
    }
    try (Consumer<byte[], byte[]> consumer = consumers.open()) {
      consumer.assign(parts.keySet());
      requireNothingExpired(consumer, parts);
      parts.forEach((topic, part) -> consumer.seek(topic, part.from()));
      drain(consumer, parts, sink);
    } catch (KafkaException e) {
      throw LogException.unreadable(e);
    }
  }

  private Map<TopicPartition, Part> parts(OffsetMap from, OffsetMap to) {
    Map<TopicPartition, Part> parts = new HashMap<>();
    to.offsets()
        .forEach(
            (table, ends) -> {
              for (int partition = 0; partition < ends.size(); partition++) {
                Part part =
                    new Part(table, partition, from.next(table, partition), ends.get(partition));
                if (part.to() > part.from()) {
                  parts.put(new TopicPartition(topics.changes(table), partition), part);
                }
              }
            });
    return parts;
  }

  private static void requireNothingExpired(
      Consumer<byte[], byte[]> consumer, Map<TopicPartition, Part> parts) {
    Map<TopicPartition, Long> earliest = consumer.beginningOffsets(parts.keySet());
    parts.forEach(
        (topic, part) -> {
          if (earliest.getOrDefault(topic, 0L) > part.from()) {
            throw LogException.expired(topic, part.from(), earliest.get(topic));
          }
        });
  }

  private void drain(
      Consumer<byte[], byte[]> consumer,
      Map<TopicPartition, Part> parts,
      java.util.function.Consumer<LoggedChange> sink) {
    Map<TopicPartition, Part> open = new HashMap<>(parts);
    Map<TopicPartition, Long> positions = new HashMap<>();
    long lastProgress = nanoTime.getAsLong();
    while (!open.isEmpty()) {
      ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
      for (TopicPartition topic : records.partitions()) {
        give(records.records(topic), parts.get(topic), sink);
      }
      boolean moved = false;
      for (TopicPartition topic : List.copyOf(open.keySet())) {
        long position = consumer.position(topic);
        moved |= !Long.valueOf(position).equals(positions.put(topic, position));
        if (position >= open.get(topic).to()) {
          open.remove(topic);
          consumer.pause(Set.of(topic));
        }
      }
      long now = nanoTime.getAsLong();
      if (moved) {
        lastProgress = now;
      } else if (now - lastProgress > PATIENCE.toNanos()) {
        TopicPartition topic = open.keySet().iterator().next();
        throw LogException.stalled(topic, positions.get(topic), open.get(topic).to(), PATIENCE);
      }
    }
  }

  private static void give(
      List<ConsumerRecord<byte[], byte[]>> records,
      Part part,
      java.util.function.Consumer<LoggedChange> sink) {
    for (ConsumerRecord<byte[], byte[]> record : records) {
      if (record.offset() >= part.to()) {
        return;
      }
      sink.accept(
          new LoggedChange(
              part.table(),
              part.partition(),
              record.offset(),
              record.key(),
              record.value(),
              oldKey(record)));
    }
  }

  private static byte @Nullable [] oldKey(ConsumerRecord<byte[], byte[]> record) {
    Header header = record.headers().lastHeader(Envelope.OLD_KEY);
    return header == null ? null : header.value();
  }
}
