package dev.tidemark.capture.publish;

import dev.tidemark.capture.event.OpenedLog;
import dev.tidemark.schemas.change.CollectionName;
import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.event.Topics;
import dev.tidemark.schemas.timeline.Checkpoint;
import dev.tidemark.schemas.timeline.OffsetMap;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.SortedMap;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Opens the log of a collection in Kafka. */
public final class KafkaLogs {

  private static final Duration TRANSACTION_TIMEOUT = Duration.ofMinutes(2);

  private final KafkaAddress kafka;
  private final Topics topics;
  private final List<TableId> tables;
  private final int partitions;
  private final int replicationFactor;
  private final long bufferBytes;

  /**
   * @param tables those whose changes will be written
   * @param partitions of a table's topic that has to be made
   * @param replicationFactor of topics that have to be made; -1 for the broker's default
   * @param bufferBytes how much may wait for Kafka's answer
   */
  public KafkaLogs(
      KafkaAddress kafka,
      CollectionName collection,
      List<TableId> tables,
      int partitions,
      int replicationFactor,
      long bufferBytes) {
    this.kafka = kafka;
    this.topics = new Topics(collection);
    this.tables = List.copyOf(tables);
    this.partitions = partitions;
    this.replicationFactor = replicationFactor;
    this.bufferBytes = bufferBytes;
  }

  /**
   * Makes the topics that are missing, shuts out any other writer of this log, and reads the last
   * checkpoint.
   */
  public OpenedLog open() {
    try (CollectionTopics made = new CollectionTopics(kafka, topics)) {
      made.create(tables, partitions, replicationFactor);
      Producer<byte[], byte[]> producer = producer();
      try {
        // This ends whatever an earlier writer left open, so that the end read next is the end.
        producer.initTransactions();
        return opened(made, producer);
      } catch (RuntimeException e) {
        producer.close();
        throw e instanceof KafkaException
            ? new LogUnavailableException("Kafka does not let collection " + name() + " write", e)
            : e;
      }
    } catch (KafkaException e) {
      throw new LogUnavailableException("Kafka cannot be reached for collection " + name(), e);
    }
  }

  private OpenedLog opened(CollectionTopics made, Producer<byte[], byte[]> producer) {
    Map<TableId, Integer> counts = made.partitions(tables);
    made.awaitDecided(counts);
    Optional<Checkpoint> last = LastCheckpoint.read(kafka, topics.timeline());
    SortedMap<TableId, List<Long>> ends = made.ends(counts);
    boolean isComplete = last.isPresent() && last.get().last().value() > 0;
    OffsetMap offsets = new OffsetMap(ends);
    if (isComplete) {
      offsets = last.get().offsets();
      requireSamePartitions(offsets, counts);
    } else if (last.isPresent()) {
      made.empty(ends);
    }
    KafkaLog log = new KafkaLog(producer, topics, offsets, TRANSACTION_TIMEOUT, System::nanoTime);
    return new OpenedLog(log, last, new OffsetMap(ends), log::close);
  }

  /** A key lives in one partition for good: otherwise its changes would be in no one order. */
  private void requireSamePartitions(OffsetMap offsets, Map<TableId, Integer> counts) {
    counts.forEach(
        (table, count) -> {
          List<Long> known = offsets.offsets().get(table);
          if (known == null || known.size() != count) {
            throw new TopicMismatchException(
                "topic "
                    + topics.changes(table)
                    + " has "
                    + count
                    + " partitions, and the last"
                    + " checkpoint of collection "
                    + name()
                    + " knows "
                    + (known == null ? 0 : known.size()),
                "The number of partitions of a table's topic cannot be changed. Drop the collection"
                    + " and create it anew.");
          }
        });
  }

  private CollectionName name() {
    return topics.collection();
  }

  private Producer<byte[], byte[]> producer() {
    Properties properties = kafka.client("tidemark-" + name());
    properties.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "tidemark-" + name());
    properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
    properties.put(ProducerConfig.ACKS_CONFIG, "all");
    properties.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    properties.put(ProducerConfig.LINGER_MS_CONFIG, "5");
    properties.put(ProducerConfig.BATCH_SIZE_CONFIG, Integer.toString(128 * 1024));
    properties.put(ProducerConfig.BUFFER_MEMORY_CONFIG, Long.toString(bufferBytes));
    properties.put(
        ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
        Integer.toString(CollectionTopics.MOST_MESSAGE_BYTES));
    properties.put(
        ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, Long.toString(TRANSACTION_TIMEOUT.toMillis()));
    properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, "20000");
    return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
  }
}
