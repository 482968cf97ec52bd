package dev.tidemark.archive.storage.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidemark.archive.storage.DamagedFileException;
import dev.tidemark.archive.storage.StorageBusyException;
import dev.tidemark.archive.storage.StorageException;
import dev.tidemark.archive.storage.StoredFile;
import dev.tidemark.archive.storage.cluster.IndexImage.Effect;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * The index as far as it is written: before every answer it is read up to the end that the cluster
 * had when it was asked. Threads may share it.
 */
final class Index implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(100);

  private final Consumer<byte[], byte[]> consumer;
  private final TopicPartition topic;
  private final KafkaFailures failures;
  private final Duration patience;
  private final LongSupplier nanoTime;
  private final IndexImage image = new IndexImage();
  private final Map<UUID, Optional<Effect>> watched = new HashMap<>();
  private boolean exists;
  private long position;

  Index(KafkaClients clients, KafkaFailures failures, LongSupplier nanoTime) {
    this.consumer = clients.index();
    this.topic = new TopicPartition(clients.address().index(), 0);
    this.failures = failures;
    this.patience = clients.options().patience();
    this.nanoTime = nanoTime;
  }

  synchronized Optional<ChunkedFile> find(String path) {
    refresh("read", path);
    return Optional.ofNullable(image.files().get(path));
  }

  synchronized List<StoredFile> list(String prefix) {
    refresh("list", prefix);
    return image.files().tailMap(prefix, true).entrySet().stream()
        .takeWhile(file -> file.getKey().startsWith(prefix))
        .map(file -> new StoredFile(file.getKey(), file.getValue().bytes()))
        .toList();
  }

  /** From now on, remembers what the record of this file did. */
  synchronized void watch(UUID file) {
    watched.put(file, Optional.empty());
  }

  synchronized void forget(UUID file) {
    watched.remove(file);
  }

  /** What the record of a watched file did; empty when none is there yet. */
  synchronized Optional<Effect> effect(String path, UUID file) {
    Optional<Effect> known = watched.getOrDefault(file, Optional.empty());
    if (known.isEmpty()) {
      refresh("read", path);
    }
    return watched.getOrDefault(file, Optional.empty());
  }

  private void refresh(String verb, String path) {
    try {
      if (exists || begin()) {
        read(consumer.endOffsets(Set.of(topic)).getOrDefault(topic, 0L), verb, path);
      }
    } catch (KafkaException e) {
      throw failures.reading(verb, path, e);
    }
  }

  /** A topic that nobody has made yet is an index of nothing. */
  private boolean begin() {
    if (consumer.partitionsFor(topic.topic()).isEmpty()) {
      return false;
    }
    consumer.assign(Set.of(topic));
    long first = consumer.beginningOffsets(Set.of(topic)).getOrDefault(topic, 0L);
    if (first != 0) {
      throw new DamagedFileException(
          "topic " + topic.topic(), "it begins at offset " + first + ": older records are gone");
    }
    consumer.seek(topic, 0);
    exists = true;
    return true;
  }

  private void read(long end, String verb, String path) {
    if (end < position) {
      throw new DamagedFileException(
          "topic " + topic.topic(), "it ends at " + end + " and has ended at " + position);
    }
    long lastProgress = nanoTime.getAsLong();
    while (position < end) {
      apply(consumer.poll(POLL).records(topic));
      long now = nanoTime.getAsLong();
      if (consumer.position(topic) != position) {
        position = consumer.position(topic);
        lastProgress = now;
      } else if (now - lastProgress > patience.toNanos()) {
        throw new StorageBusyException(
            StorageException.cannot(verb, path, "topic " + topic.topic())
                + "it gives nothing behind offset "
                + position
                + " of "
                + end,
            "Check that the brokers of the topic run.",
            null);
      }
    }
  }

  /** A record that cannot be read is met again by the next call: nothing is read past it. */
  private void apply(List<ConsumerRecord<byte[], byte[]>> records) {
    try {
      records.forEach(this::apply);
    } catch (RuntimeException e) {
      consumer.seek(topic, position);
      throw e;
    }
  }

  private void apply(ConsumerRecord<byte[], byte[]> record) {
    String place = "record " + record.offset() + " of topic " + topic.topic();
    if (record.key() == null) {
      throw new DamagedFileException(place, "it has no path");
    }
    IndexRecord event = IndexCodec.decode(place, record.value());
    Effect effect = image.apply(new String(record.key(), UTF_8), event);
    if (!(event instanceof IndexRecord.Deleted)) {
      watched.computeIfPresent(
          event.file(), (file, before) -> before.isPresent() ? before : Optional.of(effect));
    }
  }

  @Override
  public synchronized void close() {
    consumer.close();
  }
}
