package dev.tidemark.app.broker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.capture.event.LogLoss;
import dev.tidemark.capture.event.OpenedLog;
import dev.tidemark.capture.publish.KafkaAddress;
import dev.tidemark.capture.publish.KafkaLogs;
import dev.tidemark.schemas.change.CollectionName;
import dev.tidemark.schemas.change.Sequence;
import dev.tidemark.schemas.change.SourcePosition;
import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.timeline.Checkpoint;
import dev.tidemark.schemas.timeline.CheckpointCodec;
import dev.tidemark.schemas.timeline.OffsetMap;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is found in a broker when somebody has harmed a collection's log there. */
class LostLogSpec {

  private static final TableId ORDERS = TableId.parse("public.orders");

  private static EmbeddedBroker broker;

  @BeforeAll
  static void start(@TempDir Path directory) {
    broker = EmbeddedBroker.start(directory, BrokerOptions.DEFAULT);
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  @Test
  void a_log_that_nobody_has_harmed_has_lost_nothing() {
    given_checkpoints("whole");

    try (OpenedLog log = open("whole")) {
      assertThat(log.health().loss()).isEmpty();
      assertThat(log.last().orElseThrow().last()).isEqualTo(Sequence.of(3));
    }
  }

  @Test
  void a_last_record_of_the_timeline_that_is_no_checkpoint() throws Exception {
    given_checkpoints("damaged");
    write("damaged.timeline", "no checkpoint".getBytes(StandardCharsets.UTF_8));

    assertLost(
        "damaged",
        LogLoss.Part.TIMELINE,
        "the timeline, topic damaged.timeline, is damaged: a record of the timeline is no"
            + " checkpoint");
  }

  @Test
  void records_of_the_timeline_that_no_backup_has() throws Exception {
    given_checkpoints("shortened");
    TopicPartition timeline = new TopicPartition("shortened.timeline", 0);
    String reason = "the timeline, topic shortened.timeline, has lost what was before offset 2";
    try (OpenedLog log = open("shortened")) {
      try (Admin admin = Admin.create(client())) {
        admin.deleteRecords(Map.of(timeline, RecordsToDelete.beforeOffset(2))).all().get();
      }
      assertThat(log.health().loss()).map(LogLoss::reason).as("while running").contains(reason);
    }

    assertLost("shortened", LogLoss.Part.TIMELINE, reason);
  }

  @Test
  void a_topic_of_changes_that_ends_before_the_last_checkpoint() throws Exception {
    given_checkpoints("cut");
    OffsetMap reached = OffsetMap.of(Map.of(ORDERS, List.of(5L)));
    write("cut.timeline", CheckpointCodec.encode(checkpoint(4, reached)));

    assertLost(
        "cut",
        LogLoss.Part.CHANGES,
        "topic cut.public.orders, partition 0, ends at offset 0, before 5, where capture had come");
  }

  private static void assertLost(String collection, LogLoss.Part part, String reason) {
    try (OpenedLog log = open(collection)) {
      assertThat(log.health().loss()).contains(new LogLoss(Sequence.NONE, part, reason));
    }
  }

  /** Three of them, and what is kept beside them. */
  private static void given_checkpoints(String collection) {
    try (OpenedLog log = open(collection)) {
      for (int last = 1; last <= 3; last++) {
        Checkpoint unused = log.events().commit(checkpoint(last, OffsetMap.EMPTY));
      }
    }
  }

  private static Checkpoint checkpoint(long last, OffsetMap offsets) {
    return new Checkpoint(
        Sequence.of(last), List.of(), offsets, new SourcePosition("0/1"), Instant.EPOCH, null);
  }

  private static OpenedLog open(String collection) {
    return new KafkaLogs(
            new KafkaAddress(broker.bootstrapServers(), Map.of()),
            new CollectionName(collection),
            () -> List.of(ORDERS),
            1,
            1,
            1 << 20,
            Optional::empty)
        .open();
  }

  private static void write(String topic, byte[] value) throws Exception {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(client(), new ByteArraySerializer(), new ByteArraySerializer())) {
      producer.send(new ProducerRecord<>(topic, value)).get();
    }
  }

  private static Map<String, Object> client() {
    return Map.of("bootstrap.servers", broker.bootstrapServers());
  }
}
