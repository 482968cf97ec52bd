package dev.tidemark.archive.storage.cluster;

import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;

/** Writes chunks, and takes them away. Threads may share it. */
final class Chunks {

  private final Producer<byte[], byte[]> producer;
  private final String topic;
  private final KafkaFailures failures;
  private final Set<Integer> opened = ConcurrentHashMap.newKeySet();

  Chunks(Producer<byte[], byte[]> producer, String topic, KafkaFailures failures) {
    this.producer = producer;
    this.topic = topic;
    this.failures = failures;
  }

  /**
   * Of a producer that it does not know, a broker takes any sequence number for the first. So when
   * a partition is new and turns the first batch down, it may take the second, and the first then
   * waits for nothing until its time is out. Nothing is sent behind a first record, therefore,
   * before it is there.
   */
  Future<RecordMetadata> send(int partition, byte[] key, byte[] value, Callback callback)
      throws ExecutionException, InterruptedException {
    ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, partition, key, value);
    return opened.contains(partition)
        ? producer.send(record, callback)
        : open(partition, record, callback);
  }

  private synchronized Future<RecordMetadata> open(
      int partition, ProducerRecord<byte[], byte[]> record, Callback callback)
      throws ExecutionException, InterruptedException {
    Future<RecordMetadata> sent = producer.send(record, callback);
    RecordMetadata unused = sent.get();
    opened.add(partition);
    return sent;
  }

  /** Lets compaction remove them: a record without a value takes the place of each. */
  @SuppressWarnings("NullAway") // a record without a value is how Kafka deletes
  void remove(String path, UUID file, int partition, int count) {
    Outcome outcome = new Outcome();
    try {
      for (int number = 0; number < count; number++) {
        byte[] key = new ChunkKey(file, number).toBytes();
        outcome.add(send(partition, key, null, outcome));
      }
      outcome.await();
    } catch (KafkaException | ExecutionException | InterruptedException e) {
      throw failures.writing(path, e);
    }
  }
}
