package dev.tidemark.acceptance.log;

import dev.tidemark.schemas.change.CollectionName;
import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.event.EventReader;
import dev.tidemark.schemas.event.SchemaRecord;
import dev.tidemark.schemas.event.SchemaRegistry;
import dev.tidemark.schemas.event.Topics;
import dev.tidemark.schemas.timeline.Checkpoint;
import dev.tidemark.schemas.timeline.CheckpointCodec;
import dev.tidemark.schemas.timeline.OffsetMap;
import dev.tidemark.schemas.timeline.TimelineEntry;
import dev.tidemark.schemas.timeline.TimelineEntry.Commit;
import dev.tidemark.schemas.timeline.TimelineEntry.SnapshotStarted;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * All of a collection's log since its last snapshot.
 *
 * @param first the sequence of that snapshot
 * @param commits the timeline's commits, in order
 * @param orders by sequence, the orders of the changes that bear it
 * @param twice change ids that more than one record bears
 * @param begins by sequence and topic, the first record of that sequence
 */
public record CommittedLog(
    long first,
    List<Commit> commits,
    Map<Long, BitSet> orders,
    List<String> twice,
    Map<Long, Map<String, Long>> begins) {

  private static final Duration WITHIN = Duration.ofSeconds(60);

  public CommittedLog {
    commits = List.copyOf(commits);
  }

  /**
   * Reads it from beginning to end. Rows of snapshots that were broken off do not count, nor does
   * what was before a gap.
   */
  public static CommittedLog read(String bootstrapServers, String collection) {
    try (Reader reader = new Reader(bootstrapServers, new Topics(new CollectionName(collection)))) {
      return reader.read();
    }
  }

  /** What is wrong with it: empty when every change is there once. */
  public List<String> faults() {
    List<String> faults = new ArrayList<>(twice);
    long expected = first;
    for (Commit commit : commits) {
      if (commit.sequence().value() != expected) {
        faults.add("sequence " + commit.sequence() + " stands where " + expected + " should");
      }
      expected = commit.sequence().value() + 1;
      BitSet found = orders.getOrDefault(commit.sequence().value(), new BitSet());
      if (found.cardinality() != commit.changes() || found.length() != commit.changes()) {
        faults.add(commit + " has " + found.cardinality() + " changes up to " + found.length());
      }
    }
    long last = expected;
    orders.keySet().stream()
        .filter(sequence -> sequence < first || sequence >= last)
        .forEach(sequence -> faults.add("changes of sequence " + sequence + " without a commit"));
    return faults;
  }

  /** The offset of the first record that a sequence wrote to a topic of one partition. */
  public long begin(long sequence, String topic) {
    return begins.getOrDefault(sequence, Map.of()).get(topic);
  }

  public long changes() {
    return orders.values().stream().mapToLong(BitSet::cardinality).sum();
  }

  private static final class Reader implements AutoCloseable {

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Topics topics;
    private final SchemaRegistry schemas = new SchemaRegistry();
    private final List<Commit> commits = new ArrayList<>();
    private final Map<Long, BitSet> orders = new TreeMap<>();
    private final List<String> twice = new ArrayList<>();
    private final Map<Long, Map<String, Long>> begins = new HashMap<>();
    private long first = 1;
    private OffsetMap voidBelow = OffsetMap.EMPTY;

    Reader(String bootstrapServers, Topics topics) {
      this.topics = topics;
      Map<String, Object> properties = new HashMap<>();
      properties.put("bootstrap.servers", bootstrapServers);
      properties.put("isolation.level", "read_committed");
      consumer =
          new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    CommittedLog read() {
      each(new TopicPartition(topics.timeline(), 0), 0, this::checkpoint);
      each(new TopicPartition(topics.schemas(), 0), 0, this::schema);
      EventReader events = new EventReader(schemas);
      for (String topic : consumer.listTopics().keySet()) {
        if (topics.tableOf(topic).isPresent()) {
          TableId table = topics.tableOf(topic).get();
          for (PartitionInfo partition : consumer.partitionsFor(topic)) {
            each(
                new TopicPartition(topic, partition.partition()),
                voidBelow.next(table, partition.partition()),
                record -> change(events, record));
          }
        }
      }
      return new CommittedLog(first, commits, orders, twice, begins);
    }

    private void checkpoint(ConsumerRecord<byte[], byte[]> record) {
      Checkpoint checkpoint = CheckpointCodec.decode(record.value());
      for (TimelineEntry entry : checkpoint.entries()) {
        if (entry instanceof Commit commit) {
          commits.add(commit);
        } else if (entry instanceof SnapshotStarted snapshot) {
          commits.clear();
          first = snapshot.sequence().value();
          voidBelow = checkpoint.offsets();
        }
      }
    }

    private void schema(ConsumerRecord<byte[], byte[]> record) {
      schemas.add(SchemaRecord.read(record.key(), record.value()));
    }

    private void change(EventReader events, ConsumerRecord<byte[], byte[]> record) {
      events.read(record.key(), record.value());
      BitSet seen = orders.computeIfAbsent(events.sequence(), unseen -> new BitSet());
      begins
          .computeIfAbsent(events.sequence(), unseen -> new HashMap<>())
          .putIfAbsent(record.topic(), record.offset());
      int order = Math.toIntExact(events.order());
      if (seen.get(order)) {
        twice.add(events.id() + " again at " + record.topic() + " " + record.offset());
      }
      seen.set(order);
    }

    private void each(
        TopicPartition partition, long from, Consumer<ConsumerRecord<byte[], byte[]>> reader) {
      consumer.assign(List.of(partition));
      consumer.seek(partition, from);
      long end = Objects.requireNonNull(consumer.endOffsets(List.of(partition)).get(partition));
      long deadline = System.nanoTime() + WITHIN.toNanos();
      while (consumer.position(partition) < end) {
        consumer.poll(Duration.ofMillis(100)).forEach(reader);
        if (System.nanoTime() > deadline) {
          throw new AssertionError(partition + " is not readable up to " + end);
        }
      }
    }

    @Override
    public void close() {
      consumer.close();
    }
  }
}
