package dev.tidemark.acceptance.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.acceptance.await.Await;
import dev.tidemark.acceptance.running.BackupCollection;
import dev.tidemark.acceptance.running.Home;
import dev.tidemark.acceptance.servers.Database;
import dev.tidemark.acceptance.servers.Servers;
import dev.tidemark.schemas.change.TableId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

/** What brokers leave behind that lose track of a transaction, made by a writer of our own. */
class HangingTransactionTest {

  private static final Duration WITHIN = Duration.ofSeconds(90);

  private final Database source = Database.create(Servers.source(), "hanging");

  @Test
  void capture_does_not_begin_over_a_hanging_transaction_and_goes_on_once_it_is_ended() {
    source.execute("CREATE TABLE orders (id int PRIMARY KEY)", "INSERT INTO orders VALUES (1)");
    BackupCollection collection =
        BackupCollection.protect(
            Home.shared(), "hanging", source, List.of(TableId.parse("public.orders")));
    try (KafkaProducer<byte[], byte[]> stranger = stranger(collection.home().kafka())) {
      stranger.initTransactions();
      stranger.beginTransaction();
      Future<RecordMetadata> unused =
          stranger.send(new ProducerRecord<>("hanging.timeline", new byte[] {0}));
      stranger.flush();

      when_capture_has_to_open_its_log_again();
      Await.until(
          "capture names the transaction: " + collection.show(),
          WITHIN,
          () ->
              error(collection).startsWith("a transaction hangs in topic hanging.timeline, part"));
      assertThat(collection.show().path("state").asText()).isEqualTo("stopped");

      stranger.abortTransaction();
    }
    source.execute("INSERT INTO orders VALUES (2)");
    collection.awaitStreaming();
    collection.backup();
    Database restored = Database.create(Servers.source(), "hanging_restored");
    collection.restore(restored, "--latest");
    assertThat(restored.query("SELECT id FROM orders ORDER BY id")).containsExactly("1", "2");
  }

  private static String error(BackupCollection collection) {
    return collection.show().path("error").asText();
  }

  /** Capture streams by its own account a moment before it is connected. */
  private void when_capture_has_to_open_its_log_again() {
    String end =
        "SELECT pg_terminate_backend(active_pid) FROM pg_replication_slots"
            + " WHERE slot_name = 'tidemark_hanging' AND active_pid IS NOT NULL";
    Await.until(
        "capture reads from its slot", WITHIN, () -> source.query(end).equals(List.of("t")));
  }

  private static KafkaProducer<byte[], byte[]> stranger(String kafka) {
    return new KafkaProducer<>(
        Map.of("bootstrap.servers", kafka, "transactional.id", "a-stranger"),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }
}
