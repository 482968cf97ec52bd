package dev.tidemark.capture.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.capture.event.EncodedEvent;
import dev.tidemark.schemas.change.CollectionName;
import dev.tidemark.schemas.change.Sequence;
import dev.tidemark.schemas.change.SourcePosition;
import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.change.TransactionId;
import dev.tidemark.schemas.event.SchemaRecord;
import dev.tidemark.schemas.event.Topics;
import dev.tidemark.schemas.row.AvroOutput;
import dev.tidemark.schemas.row.SingleObject;
import dev.tidemark.schemas.timeline.Checkpoint;
import dev.tidemark.schemas.timeline.Checkpoint.OpenTransaction;
import dev.tidemark.schemas.timeline.CheckpointCodec;
import dev.tidemark.schemas.timeline.OffsetMap;
import dev.tidemark.schemas.timeline.TableChanges;
import dev.tidemark.schemas.timeline.TableChanges.PartitionEnd;
import dev.tidemark.schemas.timeline.TimelineEntry;
import dev.tidemark.schemas.timeline.TimelineEntry.Commit;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The log in Kafka")
final class KafkaLogTest {

  private static final TableId ORDERS = TableId.parse("public.orders");
  private static final Instant TIME = Instant.parse("2026-11-22T08:00:00Z");
  private static final byte[] NONE = {};

  private static final Node NODE = new Node(0, "nowhere", 1);
  private static final Cluster TWO_PARTITIONS =
      new Cluster(
          "cluster", List.of(NODE), List.of(partition(0), partition(1)), Set.of(), Set.of());

  private MockProducer<byte[], byte[]> producer =
      new MockProducer<>(
          TWO_PARTITIONS, true, null, new ByteArraySerializer(), new ByteArraySerializer());
  private KafkaLog log;

  @BeforeEach
  void open() {
    producer.initTransactions();
    log = log(List.of(0L, 0L));
  }

  private KafkaLog log(List<Long> next) {
    return log(next, table -> new TableTopics.Added(2, TopicIds.NONE));
  }

  private KafkaLog log(List<Long> next, TableTopics tables) {
    return new KafkaLog(
        producer,
        new Topics(new CollectionName("shop")),
        OffsetMap.of(Map.of(ORDERS, next)),
        tables,
        new TransactionAge(Duration.ofMinutes(2), () -> 0, () -> Instant.EPOCH));
  }

  private static PartitionInfo partition(int number) {
    Node[] nodes = {NODE};
    return new PartitionInfo("shop.public.orders", number, NODE, nodes, nodes);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static EncodedEvent event(String key) {
    return new EncodedEvent(ORDERS, key(1, key), bytes("value of " + key), NONE);
  }

  private static byte[] key(long fingerprint, String values) {
    AvroOutput out = new AvroOutput();
    SingleObject.writeHeader(fingerprint, out);
    byte[] bytes = bytes(values);
    out.writeRaw(bytes, 0, bytes.length);
    return out.toByteArray();
  }

  private static Commit commit(long sequence, long inserts) {
    return new Commit(
        Sequence.of(sequence),
        new TransactionId("7" + sequence),
        new SourcePosition("0/" + sequence),
        TIME,
        List.of(new TableChanges(ORDERS, inserts, 0, 0, 0, List.of())));
  }

  private static Checkpoint checkpoint(
      long last, @Nullable OpenTransaction open, TimelineEntry... entries) {
    return new Checkpoint(
        Sequence.of(last),
        List.of(entries),
        OffsetMap.EMPTY,
        new SourcePosition("0/" + last),
        TIME,
        open);
  }

  @Test
  void holds_events_and_their_checkpoint_in_one_transaction() {
    log.schema(new SchemaRecord(1, "\"string\""));
    log.append(event("a"));
    log.seal(Sequence.of(1));
    assertThat(producer.history()).isEmpty();

    Checkpoint written = log.commit(checkpoint(1, null, commit(1, 1)));

    assertThat(producer.history())
        .extracting(ProducerRecord::topic)
        .containsExactly("shop.schemas", "shop.public.orders", "shop.timeline");
    assertThat(CheckpointCodec.decode(producer.history().get(2).value())).isEqualTo(written);
    assertThat(producer.commitCount()).isEqualTo(1);
  }

  /** A client whose commit may overtake what was not flushed, as the real one's may. */
  private static class Overtaking extends MockProducer<byte[], byte[]> {

    private int unflushed;

    Overtaking() {
      super(TWO_PARTITIONS, true, null, new ByteArraySerializer(), new ByteArraySerializer());
      initTransactions();
    }

    @Override
    public synchronized Future<RecordMetadata> send(
        ProducerRecord<byte[], byte[]> record, Callback callback) {
      unflushed++;
      return super.send(record, callback);
    }

    @Override
    public synchronized void flush() {
      unflushed = 0;
      super.flush();
    }

    @Override
    public synchronized void commitTransaction() {
      assertThat(unflushed).as("records that the commit may overtake").isZero();
      super.commitTransaction();
    }
  }

  @Test
  void asks_for_a_commit_when_nothing_is_left_to_be_sent() {
    producer = new Overtaking();
    log = log(List.of(0L, 0L));

    for (long sequence = 1; sequence <= 3; sequence++) {
      log.append(event("a"));
      log.seal(Sequence.of(sequence));
      log.commit(checkpoint(sequence, null, commit(sequence, 1)));
    }

    assertThat(producer.commitCount()).isEqualTo(3);
  }

  @Test
  void does_not_believe_a_commit_that_left_its_checkpoint_behind() {
    producer =
        new Overtaking() {
          @Override
          public synchronized Future<RecordMetadata> send(
              ProducerRecord<byte[], byte[]> record, Callback callback) {
            Future<RecordMetadata> sent = super.send(record, callback);
            return record.topic().equals("shop.timeline") ? new CompletableFuture<>() : sent;
          }
        };
    log = log(List.of(0L, 0L));
    log.append(event("a"));
    log.seal(Sequence.of(1));

    assertThatThrownBy(() -> log.commit(checkpoint(1, null, commit(1, 1))))
        .isInstanceOf(LogUnavailableException.class)
        .hasMessageStartingWith(
            "Kafka has committed a transaction of collection shop without its checkpoint: it was"
                + " not sent");
  }

  @Test
  void says_in_the_checkpoint_where_each_partition_and_each_transaction_ends() {
    for (String key : List.of("a", "b", "c", "d")) {
      log.append(event(key));
    }
    log.seal(Sequence.of(1));
    log.append(event("a"));
    log.seal(Sequence.of(2));

    Checkpoint written = log.commit(checkpoint(2, null, commit(1, 4), commit(2, 1)));

    int ofA = producer.history().get(0).partition();
    long inFirst =
        producer.history().subList(0, 4).stream().filter(r -> r.partition() == 0).count();
    long inSecond = 4 - inFirst;
    long first = inFirst + (ofA == 0 ? 1 : 0);
    long second = inSecond + (ofA == 1 ? 1 : 0);
    assertThat(inFirst).isBetween(1L, 3L);
    assertThat(written.offsets()).isEqualTo(OffsetMap.of(Map.of(ORDERS, List.of(first, second))));
    assertThat(ends(written, 0))
        .containsExactly(new PartitionEnd(0, inFirst), new PartitionEnd(1, inSecond));
    assertThat(ends(written, 1)).containsExactly(new PartitionEnd(ofA, ofA == 0 ? first : second));
  }

  private static List<PartitionEnd> ends(Checkpoint checkpoint, int entry) {
    return ((Commit) checkpoint.entries().get(entry)).tables().get(0).ends();
  }

  @Test
  void remembers_the_ends_of_a_transaction_that_is_committed_in_parts() {
    log.append(event("a"));
    Checkpoint part =
        log.commit(
            checkpoint(0, new OpenTransaction(new TransactionId("71"), Sequence.FIRST, List.of())));
    int partition = producer.history().get(0).partition();
    log.seal(Sequence.of(1));

    Checkpoint whole = log.commit(checkpoint(1, null, commit(1, 1)));

    assertThat(part.offsets().next(ORDERS, partition)).isEqualTo(1);
    assertThat(ends(whole, 0)).containsExactly(new PartitionEnd(partition, 1));
  }

  @Test
  void keeps_the_id_of_a_topic_that_is_made_while_it_is_open_with_the_first_checkpoint() {
    TableId notes = TableId.parse("public.notes");
    TopicIds ids = TopicIds.of(Map.of("shop.public.orders", "one", "shop.public.notes", "two"));
    log = log(List.of(0L, 0L), table -> new TableTopics.Added(3, ids));
    log.repeat(notes, key(1, "a"));

    Checkpoint first = log.commit(checkpoint(1, null));
    log.commit(checkpoint(2, null));

    assertThat(first.offsets().offsets()).containsEntry(notes, List.of(0L, 0L, 0L));
    assertThat(producer.history())
        .filteredOn(record -> record.topic().equals("shop.catalog"))
        .singleElement()
        .satisfies(
            record ->
                assertThat(TopicIds.read(new String(record.value(), StandardCharsets.UTF_8)))
                    .isEqualTo(ids));
  }

  @Test
  void knows_the_ends_of_what_was_written_before_a_crash() {
    log = log(List.of(40L, 50L));
    log.repeat(ORDERS, key(1, "a"));
    log.seal(Sequence.of(1));

    Checkpoint whole = log.commit(checkpoint(1, null, commit(1, 1)));

    assertThat(ends(whole, 0))
        .singleElement()
        .satisfies(end -> assertThat(end.next()).isEqualTo(40 + 10 * end.partition()));
    assertThat(whole.offsets()).isEqualTo(OffsetMap.of(Map.of(ORDERS, List.of(40L, 50L))));
  }

  @Test
  void keeps_the_changes_of_a_key_in_one_partition_and_truncates_in_the_first() {
    for (int i = 0; i < 5; i++) {
      log.append(event("same"));
    }
    log.append(new EncodedEvent(ORDERS, NONE, bytes("truncate"), NONE));
    log.seal(Sequence.of(1));
    log.commit(checkpoint(1, null, commit(1, 6)));

    assertThat(producer.history().subList(0, 5))
        .extracting(ProducerRecord::partition)
        .containsOnly(producer.history().get(0).partition());
    assertThat(producer.history().get(5).partition()).isZero();
    assertThat(producer.history().get(5).key()).isNull();
  }

  @Test
  void gives_each_table_its_topic_when_they_take_turns() {
    TableId notes = TableId.parse("public.notes");
    for (String key : List.of("a", "b", "c")) {
      log.append(event(key));
      log.append(new EncodedEvent(notes, key(1, key), bytes("v"), NONE));
    }
    log.seal(Sequence.of(1));

    Checkpoint written = log.commit(checkpoint(1, null, commit(1, 3)));

    assertThat(producer.history().subList(0, 6))
        .extracting(ProducerRecord::topic)
        .containsExactly(
            "shop.public.orders",
            "shop.public.notes",
            "shop.public.orders",
            "shop.public.notes",
            "shop.public.orders",
            "shop.public.notes");
    assertThat(written.offsets().offsets().get(ORDERS).stream().mapToLong(n -> n).sum())
        .isEqualTo(3);
    assertThat(written.offsets().offsets().get(notes).stream().mapToLong(n -> n).sum())
        .isEqualTo(3);
  }

  @Test
  void keeps_a_key_in_its_partition_when_the_fingerprint_of_its_schema_changes() {
    List<String> keys = List.of("a", "b", "c", "d", "e", "f");
    for (long fingerprint : new long[] {1, 0x0123456789ABCDEFL, -1}) {
      for (String key : keys) {
        log.append(new EncodedEvent(ORDERS, key(fingerprint, key), bytes("v"), NONE));
      }
    }
    log.seal(Sequence.of(1));
    log.commit(checkpoint(1, null, commit(1, 18)));

    List<Integer> partitions =
        producer.history().subList(0, 18).stream().map(ProducerRecord::partition).toList();
    assertThat(partitions.subList(0, 6)).contains(0, 1);
    assertThat(partitions.subList(6, 12)).isEqualTo(partitions.subList(0, 6));
    assertThat(partitions.subList(12, 18)).isEqualTo(partitions.subList(0, 6));
  }

  @Test
  void gives_the_old_key_of_a_moved_row_as_a_header() {
    log.append(new EncodedEvent(ORDERS, key(1, "new"), bytes("v"), key(1, "old")));
    log.seal(Sequence.of(1));
    log.commit(checkpoint(1, null, commit(1, 1)));

    assertThat(producer.history().get(0).headers().lastHeader("__debezium.oldkey").value())
        .isEqualTo(key(1, "old"));
  }

  @Test
  void leaves_nothing_when_it_is_closed_before_a_commit() {
    log.append(event("a"));

    log.close();

    assertThat(producer.history()).isEmpty();
    assertThat(producer.closed()).isTrue();
  }

  @Test
  void tells_when_kafka_does_not_take_an_event() {
    producer.sendException = new org.apache.kafka.common.errors.RecordTooLargeException("too big");

    assertThatThrownBy(() -> log.append(event("a")))
        .isInstanceOf(LogUnavailableException.class)
        .hasMessage("Kafka does not take changes of collection shop: too big");
  }
}
