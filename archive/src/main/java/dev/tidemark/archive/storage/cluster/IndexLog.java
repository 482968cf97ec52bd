package dev.tidemark.archive.storage.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidemark.archive.storage.AnswerLostException;
import dev.tidemark.archive.storage.StorageException;
import dev.tidemark.archive.storage.TransientStorageException;
import dev.tidemark.archive.storage.cluster.IndexImage.Effect;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;

/** Appends to the index, and learns what the record did. */
final class IndexLog {

  private final Producer<byte[], byte[]> producer;
  private final String topic;
  private final Index index;
  private final Chunks chunks;
  private final KafkaFailures failures;

  IndexLog(
      Producer<byte[], byte[]> producer,
      String topic,
      Index index,
      Chunks chunks,
      KafkaFailures failures) {
    this.producer = producer;
    this.topic = topic;
    this.index = index;
    this.chunks = chunks;
    this.failures = failures;
  }

  void watch(UUID file) {
    index.watch(file);
  }

  void forget(UUID file) {
    index.forget(file);
  }

  /**
   * Appends the record of a watched file.
   *
   * @param isRepeated an answer to the same record was lost: it may be there
   */
  Effect append(String path, IndexRecord record, boolean isRepeated) {
    if (isRepeated) {
      Optional<Effect> before = index.effect(path, record.file());
      if (before.isPresent()) {
        return before.get();
      }
    }
    write(path, record);
    try {
      return index
          .effect(path, record.file())
          .orElseThrow(() -> new IllegalStateException("a record is not where it was written"));
    } catch (TransientStorageException e) {
      throw new AnswerLostException(String.valueOf(e.getMessage()), e.hint(), e);
    }
  }

  void delete(String path, ChunkedFile file) {
    write(path, new IndexRecord.Deleted(file.id()));
    remove(path, file);
  }

  void remove(String path, ChunkedFile file) {
    chunks.remove(path, file.id(), file.partition(), file.chunks());
  }

  /**
   * One at a time, for the reason that {@link Chunks#send} has.
   *
   * @throws StorageException it is not there, or nobody knows
   */
  private synchronized void write(String path, IndexRecord record) {
    ProducerRecord<byte[], byte[]> written =
        new ProducerRecord<>(topic, 0, path.getBytes(UTF_8), IndexCodec.encode(record));
    try {
      RecordMetadata unused = producer.send(written).get();
    } catch (KafkaException | ExecutionException | InterruptedException e) {
      throw failures.writing(path, e);
    }
  }
}
