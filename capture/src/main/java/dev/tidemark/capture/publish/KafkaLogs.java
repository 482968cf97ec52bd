package dev.tidemark.capture.publish;

import dev.tidemark.capture.event.OpenedLog;
import dev.tidemark.schemas.change.CollectionName;
import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.event.Topics;
import dev.tidemark.schemas.timeline.Checkpoint;
import dev.tidemark.schemas.timeline.OffsetMap;
import dev.tidemark.schemas.timeline.UnreadableTimelineException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.SortedMap;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Opens the log of a collection in Kafka. */
public final class KafkaLogs {

  private static final Duration TRANSACTION_TIMEOUT = Duration.ofMinutes(2);

  private final KafkaAddress kafka;
  private final Topics topics;
  private final Supplier<List<TableId>> tables;
  private final int partitions;
  private final int replicationFactor;
  private final long bufferBytes;
  private final Supplier<Optional<Covered>> archived;
  private @Nullable Writer before;

  /** A log that was opened, and the end of the timeline that it found. */
  private record Writer(KafkaLog log, @Nullable Checkpoint found) {}

  /**
   * @param tables those whose changes will be written, as far as is known when the log is opened
   * @param partitions of a table's topic that has to be made
   * @param replicationFactor of topics that have to be made; -1 for the broker's default
   * @param bufferBytes how much may wait for Kafka's answer
   * @param archived what backups have of the collection
   */
  public KafkaLogs(
      KafkaAddress kafka,
      CollectionName collection,
      Supplier<List<TableId>> tables,
      int partitions,
      int replicationFactor,
      long bufferBytes,
      Supplier<Optional<Covered>> archived) {
    this.kafka = kafka;
    this.topics = new Topics(collection);
    this.tables = tables;
    this.partitions = partitions;
    this.replicationFactor = replicationFactor;
    this.bufferBytes = bufferBytes;
    this.archived = archived;
  }

  /**
   * Makes the topics that are missing, shuts out any other writer of this log, and reads the last
   * checkpoint.
   *
   * @throws FencedException another writer has gone on where the last one opened here was given up
   */
  public OpenedLog open() {
    try {
      CollectionTopics made = new CollectionTopics(kafka, topics);
      try {
        return open(made);
      } catch (RuntimeException e) {
        made.close();
        throw e;
      }
    } catch (KafkaException e) {
      throw new LogUnavailableException("Kafka cannot be reached for collection " + name(), e);
    }
  }

  private OpenedLog open(CollectionTopics made) {
    made.create(tables.get(), partitions, replicationFactor);
    requireNotReplaced();
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
  }

  /**
   * A writer that Kafka gave up, because the machine slept perhaps, does not know whether another
   * took its place meanwhile; that one is not to be shut out in turn.
   */
  private void requireNotReplaced() {
    Writer last = before;
    if (last == null || last.log().givenUp().isEmpty()) {
      return;
    }
    boolean isReplaced;
    try {
      isReplaced =
          LastCheckpoint.read(kafka, topics.timeline())
              .filter(found -> !last.log().isWhereItStood(last.found(), found))
              .isPresent();
    } catch (UnreadableTimelineException e) {
      // Which is found again, and told, when the log is open.
      return;
    }
    if (isReplaced) {
      throw new FencedException(name(), last.log().givenUp().get());
    }
  }

  private OpenedLog opened(CollectionTopics made, Producer<byte[], byte[]> producer) {
    // Those of tables that have gone, too: backups may still need what is in their topics.
    Map<TableId, Integer> counts = made.partitions(made.tables());
    made.awaitDecided(counts);
    SortedMap<String, String> kept = KeptStates.read(kafka, topics.catalog());
    Optional<String> source = Optional.ofNullable(kept.remove(KafkaLog.SOURCE));
    OffsetMap ends = new OffsetMap(made.ends(counts));
    LogAtStart start = start(kept, ends, made.ids(counts.keySet()));
    LogTopics open = new LogTopics(made, counts, start.there(), partitions, replicationFactor);
    KafkaLog log =
        new KafkaLog(
            producer,
            topics,
            from(start, ends, counts, made),
            open,
            new TransactionAge(TRANSACTION_TIMEOUT, System::nanoTime, InstantSource.system()));
    before = new Writer(log, start.last());
    if (!start.kept().equals(start.there())) {
      log.keepWithNextCommit(start.there());
    }
    return new OpenedLog(
        log,
        Optional.ofNullable(start.last()),
        List.copyOf(kept.values()),
        source,
        ends,
        new TopicHealth(kafka, topics, made, open, start, archived),
        () -> {
          log.close();
          made.close();
        });
  }

  /**
   * @param kept takes the topics' ids out of what was kept
   */
  private LogAtStart start(SortedMap<String, String> kept, OffsetMap ends, TopicIds there) {
    String written = kept.remove(TopicIds.KEY);
    TopicIds ids = written == null ? TopicIds.NONE : TopicIds.read(written);
    Checkpoint last = null;
    String unreadable = null;
    try {
      last = LastCheckpoint.read(kafka, topics.timeline()).orElse(null);
    } catch (UnreadableTimelineException e) {
      unreadable = e.getMessage();
    }
    boolean isUsed = last == null && (hasEvents(ends) || archived.get().isPresent());
    return new LogAtStart(last, unreadable, ids, there, isUsed, !kept.isEmpty());
  }

  private static boolean hasEvents(OffsetMap ends) {
    return ends.offsets().values().stream().flatMap(List::stream).anyMatch(end -> end > 0);
  }

  /** Where the next events are written, as the checkpoints have it. */
  private OffsetMap from(
      LogAtStart start, OffsetMap ends, Map<TableId, Integer> counts, CollectionTopics made) {
    Checkpoint last = start.last();
    if (start.isWhole() && last != null && !isShorter(ends, last.offsets())) {
      requireSamePartitions(last.offsets(), counts);
      return last.offsets();
    }
    if (last != null && last.isSnapshotting() && last.last().value() == 0) {
      made.empty(ends.offsets());
    }
    return ends;
  }

  /** Something was lost, which is found out and told elsewhere. */
  private static boolean isShorter(OffsetMap ends, OffsetMap known) {
    return ends.offsets().entrySet().stream()
        .anyMatch(
            table -> {
              for (int i = 0; i < table.getValue().size(); i++) {
                if (table.getValue().get(i) < known.next(table.getKey(), i)) {
                  return true;
                }
              }
              return false;
            });
  }

  /** A key lives in one partition for good: otherwise its changes would be in no one order. */
  private void requireSamePartitions(OffsetMap offsets, Map<TableId, Integer> counts) {
    counts.forEach(
        (table, count) -> {
          List<Long> known = offsets.offsets().get(table);
          if (known != null && known.size() != count) {
            throw new TopicMismatchException(
                "topic "
                    + topics.changes(table)
                    + " has "
                    + count
                    + " partitions, and the last"
                    + " checkpoint of collection "
                    + name()
                    + " knows "
                    + known.size(),
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
    // A batch that does not come through so long ends the attempt, and the next one begins behind
    // the last checkpoint. Not less: what waits in the producer's buffer, and an event of 64 MiB,
    // may have a slow way.
    properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, "45000");
    // A broker that is still ending the transaction before refuses the first batch of the next one
    // for a moment. With more than one on their way, all behind it would be refused for their
    // sequence, and sent again one by one.
    properties.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, "1");
    return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
  }
}
