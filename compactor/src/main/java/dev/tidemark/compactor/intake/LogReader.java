package dev.tidemark.compactor.intake;

import dev.tidemark.compactor.source.ChangeSource;
import dev.tidemark.compactor.source.LoggedChange;
import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.event.Envelope;
import dev.tidemark.schemas.event.Topics;
import dev.tidemark.schemas.timeline.OffsetMap;
import java.time.Duration;
import java.util.ArrayList;
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

  /** What is read of one partition. */
  private static final class Part {

    private final TopicPartition topic;
    private final TableId table;
    private final long from;
    private final long to;
    private long position;

    Part(TopicPartition topic, TableId table, long from, long to) {
      this.topic = topic;
      this.table = table;
      this.from = from;
      this.to = to;
      this.position = from;
    }

    boolean isDone() {
      return position >= to;
    }
  }

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
    List<Part> parts = parts(from, to);
    if (parts.isEmpty()) {
      return;
    }
    try (Consumer<byte[], byte[]> consumer = consumers.open()) {
      consumer.assign(parts.stream().map(part -> part.topic).toList());
      requireNothingExpired(consumer, parts);
      parts.forEach(part -> consumer.seek(part.topic, part.from));
      drain(consumer, parts, sink);
    } catch (KafkaException e) {
      throw LogException.unreadable(e);
    }
  }

  private List<Part> parts(OffsetMap from, OffsetMap to) {
    List<Part> parts = new ArrayList<>();
    to.offsets()
        .forEach(
            (table, ends) -> {
              String topic = topics.changes(table);
              for (int partition = 0; partition < ends.size(); partition++) {
                long start = from.next(table, partition);
                long end = ends.get(partition);
                if (end > start) {
                  parts.add(new Part(new TopicPartition(topic, partition), table, start, end));
                }
              }
            });
    return parts;
  }

  private static void requireNothingExpired(Consumer<byte[], byte[]> consumer, List<Part> parts) {
    Map<TopicPartition, Long> earliest = consumer.beginningOffsets(consumer.assignment());
    for (Part part : parts) {
      long begin = earliest.getOrDefault(part.topic, 0L);
      if (begin > part.from) {
        throw LogException.expired(part.topic, part.from, begin);
      }
    }
  }

  private void drain(
      Consumer<byte[], byte[]> consumer,
      List<Part> parts,
      java.util.function.Consumer<LoggedChange> sink) {
    List<Part> open = new ArrayList<>(parts);
    long lastProgress = nanoTime.getAsLong();
    while (!open.isEmpty()) {
      ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
      boolean moved = false;
      for (Part part : open) {
        give(records.records(part.topic), part, sink);
        moved |= move(part, consumer);
      }
      open.removeIf(Part::isDone);
      long now = nanoTime.getAsLong();
      if (moved) {
        lastProgress = now;
      } else if (now - lastProgress > PATIENCE.toNanos()) {
        Part part = open.get(0);
        throw LogException.stalled(part.topic, part.position, part.to, PATIENCE);
      }
    }
  }

  private static boolean move(Part part, Consumer<byte[], byte[]> consumer) {
    long position = consumer.position(part.topic);
    boolean moved = position != part.position;
    part.position = position;
    if (part.isDone()) {
      consumer.pause(Set.of(part.topic));
    }
    return moved;
  }

  private static void give(
      List<ConsumerRecord<byte[], byte[]>> records,
      Part part,
      java.util.function.Consumer<LoggedChange> sink) {
    for (ConsumerRecord<byte[], byte[]> record : records) {
      if (record.offset() >= part.to) {
        return;
      }
      sink.accept(
          new LoggedChange(
              part.table,
              part.topic.partition(),
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
