package dev.tidemark.compactor.intake;

import dev.tidemark.compactor.source.ChangeSource;
import dev.tidemark.compactor.source.LoggedChange;
import dev.tidemark.schemas.event.Envelope;
import dev.tidemark.schemas.event.Topics;
import dev.tidemark.schemas.timeline.OffsetMap;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** The changes in the tables' topics. They are fetched ahead of whoever takes them. */
public final class LogReader implements ChangeSource {

  private final ConsumerFactory consumers;
  private final Topics topics;
  private final LongSupplier nanoTime;

  LogReader(ConsumerFactory consumers, Topics topics, LongSupplier nanoTime) {
    this.consumers = consumers;
    this.topics = topics;
    this.nanoTime = nanoTime;
  }

  @Override
  public void read(OffsetMap from, OffsetMap to, Consumer<LoggedChange> sink) {
    List<Part> parts = parts(from, to);
    if (parts.isEmpty()) {
      return;
    }
    Map<TopicPartition, Part> byTopic = new HashMap<>();
    parts.forEach(part -> byTopic.put(part.topic(), part));
    try (Prefetch prefetch = Prefetch.start(consumers, parts, nanoTime)) {
      boolean hasMore = true;
      while (hasMore) {
        hasMore = giveNext(prefetch, byTopic, sink);
      }
    }
  }

  /** In a method of its own, so that nothing of it is kept while the next is awaited. */
  private static boolean giveNext(
      Prefetch prefetch, Map<TopicPartition, Part> parts, Consumer<LoggedChange> sink) {
    Fetched next = prefetch.next();
    if (next == null) {
      return false;
    }
    ConsumerRecords<byte[], byte[]> records = next.records();
    for (TopicPartition topic : records.partitions()) {
      give(records.records(topic), Objects.requireNonNull(parts.get(topic)), sink);
    }
    return true;
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

  private static void give(
      List<ConsumerRecord<byte[], byte[]>> records, Part part, Consumer<LoggedChange> sink) {
    for (ConsumerRecord<byte[], byte[]> record : records) {
      if (record.offset() >= part.to()) {
        return;
      }
      sink.accept(
          new LoggedChange(
              part.table(),
              part.topic().partition(),
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
