package dev.tidemark.capture.publish;

import dev.tidemark.capture.event.EncodedEvent;
import dev.tidemark.capture.event.EventLog;
import dev.tidemark.schemas.change.Sequence;
import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.event.Envelope;
import dev.tidemark.schemas.event.SchemaRecord;
import dev.tidemark.schemas.event.Topics;
import dev.tidemark.schemas.row.SingleObject;
import dev.tidemark.schemas.timeline.Checkpoint;
import dev.tidemark.schemas.timeline.CheckpointCodec;
import dev.tidemark.schemas.timeline.OffsetMap;
import dev.tidemark.schemas.timeline.TimelineEntry;
import dev.tidemark.schemas.timeline.TimelineEntry.Commit;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A collection's log: one Kafka transaction for each commit. Not for more than one thread. */
final class KafkaLog implements EventLog {

  /** Among the keys of the topic of what is kept, no table's. */
  static final String SOURCE = "source";

  private static final Logger LOG = LoggerFactory.getLogger(KafkaLog.class);
  private static final Duration CLOSING = Duration.ofSeconds(2);

  private final Producer<byte[], byte[]> producer;
  private final Topics topics;
  private final TableTopics tables;
  private final TransactionAge age;
  private final SortedMap<TableId, List<Long>> offsets;
  private final Map<TableId, String> names = new HashMap<>();
  private final Map<Sequence, Ends> sealed = new HashMap<>();
  private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
  private final Callback answered;
  private Ends ends = new Ends();

  /** The table written to last, which mostly is written to again. */
  private @Nullable Place last;

  private @Nullable TopicIds idsToKeep;
  private @Nullable String sourceToKeep;

  /** The last that was committed, and the one after it, of which that is not certain. */
  private @Nullable Checkpoint committed;

  private @Nullable Checkpoint attempted;
  private @Nullable Exception givenUp;
  private boolean isOpen;

  /**
   * Where the events of a table go.
   *
   * @param partitions how many the topic has, which stays
   */
  private record Place(TableId table, String topic, int partitions) {}

  /**
   * @param producer whose transactions are initialized
   * @param offsets where every partition of every table ends
   * @param tables where the topics come from that the offsets do not have
   * @param age of the transactions of this producer
   */
  KafkaLog(
      Producer<byte[], byte[]> producer,
      Topics topics,
      OffsetMap offsets,
      TableTopics tables,
      TransactionAge age) {
    this.producer = producer;
    this.topics = topics;
    this.tables = tables;
    this.age = age;
    this.answered =
        (answer, error) -> {
          if (error != null) {
            failure.compareAndSet(null, error);
          }
        };
    this.offsets = Ends.copy(offsets);
    this.offsets.keySet().forEach(table -> names.put(table, topics.changes(table)));
  }

  @Override
  public void schema(SchemaRecord schema) {
    Future<RecordMetadata> unused =
        send(new ProducerRecord<>(topics.schemas(), 0, schema.key(), schema.value()));
  }

  @Override
  public void state(TableId table, @Nullable String state) {
    keep(table.toString(), state == null ? null : state.getBytes(StandardCharsets.UTF_8));
  }

  /** Sent with the next checkpoint: until then it opens no transaction, which would grow old. */
  @Override
  public void source(String source) {
    sourceToKeep = source;
  }

  private void keep(String key, byte @Nullable [] value) {
    byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
    Future<RecordMetadata> unused = send(new ProducerRecord<>(topics.catalog(), 0, bytes, value));
  }

  /** The ids of the topics that are written to from now on, kept with the next checkpoint. */
  void keepWithNextCommit(TopicIds ids) {
    idsToKeep = ids;
  }

  private void keepWhatCheckpointsNeed() {
    if (idsToKeep != null) {
      keep(TopicIds.KEY, idsToKeep.written());
    }
    if (sourceToKeep != null) {
      keep(SOURCE, sourceToKeep.getBytes(StandardCharsets.UTF_8));
    }
  }

  @Override
  public void append(EncodedEvent event) {
    Place place = place(event.table());
    int partition = partition(place, event.key());
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(
            place.topic(), partition, event.hasKey() ? event.key() : null, event.value());
    if (event.isMoved()) {
      record.headers().add(Envelope.OLD_KEY, event.oldKey());
    }
    ends.sent(event.table(), partition, send(record));
  }

  @Override
  public void repeat(TableId table, byte[] key) {
    int partition = partition(place(table), key);
    ends.repeated(table, partition, partitions(table).get(partition));
  }

  @Override
  public void seal(Sequence sequence) {
    sealed.put(sequence, ends);
    ends = new Ends();
  }

  @Override
  public Checkpoint commit(Checkpoint checkpoint) {
    try {
      begin();
      keepWhatCheckpointsNeed();
      producer.flush();
      throwFailure();
      for (Ends transaction : sealed.values()) {
        transaction.settle(offsets);
      }
      ends.settle(offsets);
      Checkpoint written = filled(checkpoint);
      attempted = written;
      commitWith(new ProducerRecord<>(topics.timeline(), 0, null, CheckpointCodec.encode(written)));
      committed = written;
      isOpen = false;
      idsToKeep = null;
      sourceToKeep = null;
      sealed.clear();
      return written;
    } catch (KafkaException e) {
      throw explain(e);
    } catch (ExecutionException e) {
      throw explain(e.getCause() instanceof Exception cause ? cause : e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LogUnavailableException("interrupted while committing", e);
    }
  }

  /**
   * Commits the transaction with a last record in it. The client's sender may have looked whether
   * anything is left to send just before this record came, and have the commit overtake it: then
   * the transaction would end without its checkpoint, and the record never be sent. So it is sent
   * before the commit is asked for.
   */
  private void commitWith(ProducerRecord<byte[], byte[]> last) {
    Future<RecordMetadata> taken = send(last);
    producer.flush();
    throwFailure();
    producer.commitTransaction();
    throwFailure();
    if (!taken.isDone()) {
      throw new LogUnavailableException(
          "Kafka has committed a transaction of collection "
              + topics.collection()
              + " without its checkpoint",
          new IllegalStateException("it was not sent"));
    }
  }

  private Checkpoint filled(Checkpoint checkpoint) {
    List<TimelineEntry> entries = new ArrayList<>();
    for (TimelineEntry entry : checkpoint.entries()) {
      entries.add(entry instanceof Commit commit ? filled(commit) : entry);
    }
    return new Checkpoint(
        checkpoint.last(),
        entries,
        new OffsetMap(offsets),
        checkpoint.resume(),
        checkpoint.time(),
        checkpoint.open(),
        checkpoint.checked(),
        checkpoint.obscured());
  }

  private Commit filled(Commit commit) {
    Ends own = sealed.get(commit.sequence());
    if (own == null) {
      throw new IllegalStateException("transaction " + commit.sequence() + " was not sealed");
    }
    return new Commit(
        commit.sequence(),
        commit.transaction(),
        commit.position(),
        commit.time(),
        commit.tables().stream().map(own::into).toList());
  }

  private List<Long> partitions(TableId table) {
    return offsets.computeIfAbsent(table, this::come);
  }

  private List<Long> come(TableId table) {
    TableTopics.Added added = tables.add(table);
    names.put(table, topics.changes(table));
    keepWithNextCommit(added.ids());
    return Collections.nCopies(added.partitions(), 0L);
  }

  private Place place(TableId table) {
    Place known = last;
    if (known == null || !known.table().equals(table)) {
      int count = partitions(table).size();
      known = new Place(table, Objects.requireNonNull(names.get(table), "a topic"), count);
      last = known;
    }
    return known;
  }

  /**
   * By the bytes of the key's values, hashed as Kafka's own clients do it; what has no key goes to
   * the first. The fingerprint does not count: it may change while the key stays the same.
   */
  private static int partition(Place place, byte[] key) {
    if (place.partitions() == 1 || key.length == 0) {
      return 0;
    }
    byte[] values = Arrays.copyOfRange(key, SingleObject.HEADER_LENGTH, key.length);
    return Utils.toPositive(Utils.murmur2(values)) % place.partitions();
  }

  private Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record) {
    try {
      begin();
      throwFailure();
      return producer.send(record, answered);
    } catch (KafkaException e) {
      throw explain(e);
    }
  }

  private void begin() {
    if (!isOpen) {
      producer.beginTransaction();
      age.begin();
      isOpen = true;
    }
  }

  private void throwFailure() {
    Exception error = failure.get();
    if (error != null) {
      throw explain(error);
    }
  }

  private RuntimeException explain(Exception e) {
    if (!isFenced(e)) {
      return new LogUnavailableException(
          "Kafka does not take changes of collection " + topics.collection(), e);
    }
    // Kafka shuts out the producer of a transaction that took too long just as it does one that was
    // replaced. Whoever opens the log anew finds out which, by what stands on the timeline; so it
    // does no harm when a clock that was set makes a transaction look older than it is.
    if (!isOpen || !age.isOverdue()) {
      return new FencedException(topics.collection(), e);
    }
    givenUp = e;
    return new LogUnavailableException(
        "a Kafka transaction of collection "
            + topics.collection()
            + " was open for longer than its "
            + age.timeout().toSeconds()
            + " s",
        e);
  }

  /**
   * What Kafka shut this writer out with, when that may have been for its transaction alone, which
   * had been open for too long.
   */
  Optional<Exception> givenUp() {
    return Optional.ofNullable(givenUp);
  }

  /** Whether the end of the timeline is this writer's, or as it found it. */
  boolean isWhereItStood(@Nullable Checkpoint before, Checkpoint found) {
    return isSame(attempted, found) || isSame(committed == null ? before : committed, found);
  }

  private static boolean isSame(@Nullable Checkpoint known, Checkpoint found) {
    return known != null
        && known.last().equals(found.last())
        && known.resume().equals(found.resume());
  }

  /** Once fenced, a producer answers everything with other errors, whose cause this is. */
  private static boolean isFenced(Throwable error) {
    for (Throwable e = error; e != null; e = e.getCause()) {
      if (e instanceof ProducerFencedException || e instanceof InvalidProducerEpochException) {
        return true;
      }
    }
    return false;
  }

  /** Gives up what is not committed. */
  void close() {
    try {
      if (isOpen) {
        producer.abortTransaction();
      }
    } catch (KafkaException e) {
      // The next writer aborts it, or its timeout does; readers never see it either way.
      LOG.debug("the open transaction of {} was left to its timeout", topics.collection(), e);
    } finally {
      producer.close(CLOSING);
    }
  }
}
