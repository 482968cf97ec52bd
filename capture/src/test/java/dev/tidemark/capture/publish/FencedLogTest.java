package dev.tidemark.capture.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.schemas.change.CollectionName;
import dev.tidemark.schemas.change.Sequence;
import dev.tidemark.schemas.change.SourcePosition;
import dev.tidemark.schemas.event.SchemaRecord;
import dev.tidemark.schemas.event.Topics;
import dev.tidemark.schemas.timeline.Checkpoint;
import dev.tidemark.schemas.timeline.OffsetMap;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The log in Kafka, when Kafka has shut out its writer,")
final class FencedLogTest {

  private static final SchemaRecord A = new SchemaRecord(1, "\"string\"");
  private static final SchemaRecord B = new SchemaRecord(2, "\"bytes\"");

  private final MockProducer<byte[], byte[]> producer =
      new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
  private final AtomicLong nanos = new AtomicLong();
  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
  private KafkaLog log;

  @BeforeEach
  void open() {
    producer.initTransactions();
    log =
        new KafkaLog(
            producer,
            new Topics(new CollectionName("shop")),
            OffsetMap.EMPTY,
            table -> new TableTopics.Added(1, TopicIds.NONE),
            new TransactionAge(Duration.ofMinutes(2), nanos::get, now::get));
  }

  private static Checkpoint checkpoint(long last) {
    return new Checkpoint(
        Sequence.of(last),
        List.of(),
        OffsetMap.EMPTY,
        new SourcePosition("0/" + last),
        Instant.EPOCH,
        null);
  }

  @Test
  void stops_for_good_when_another_writer_took_over() {
    log.schema(A);
    producer.fenceProducer();

    assertThatThrownBy(() -> log.commit(checkpoint(0)))
        .isInstanceOf(FencedException.class)
        .hasMessage("another process has taken over the capture of collection shop");
  }

  @Test
  void comes_back_when_kafka_gave_up_a_transaction_that_took_too_long() {
    log.schema(A);
    nanos.addAndGet(Duration.ofSeconds(108).toNanos());
    producer.fenceProducer();

    assertThatThrownBy(() -> log.commit(checkpoint(0)))
        .isInstanceOf(LogUnavailableException.class)
        .hasMessageStartingWith(
            "a Kafka transaction of collection shop was open for longer than its 120 s: ");
  }

  @Test
  void comes_back_when_kafka_gave_up_a_transaction_while_the_machine_slept() {
    log.schema(A);
    now.set(Instant.EPOCH.plusSeconds(108));
    producer.fenceProducer();

    assertThatThrownBy(() -> log.commit(checkpoint(0)))
        .isInstanceOf(LogUnavailableException.class)
        .hasMessageStartingWith(
            "a Kafka transaction of collection shop was open for longer than its 120 s: ");
  }

  @Test
  void knows_when_it_was_given_up_whether_another_writer_has_gone_on() {
    Checkpoint before = checkpoint(0);
    log.schema(A);
    Checkpoint committed = log.commit(checkpoint(1));
    log.schema(B);
    now.set(Instant.EPOCH.plusSeconds(108));
    producer.fenceProducer();
    assertThatThrownBy(() -> log.commit(checkpoint(2))).isInstanceOf(LogUnavailableException.class);

    assertThat(log.givenUp()).isPresent();
    assertThat(log.isWhereItStood(before, committed)).isTrue();
    assertThat(log.isWhereItStood(before, before)).isFalse();
    assertThat(log.isWhereItStood(before, checkpoint(3))).isFalse();
  }

  @Test
  void counts_the_age_of_each_transaction_anew() {
    log.schema(A);
    log.commit(checkpoint(0));
    nanos.addAndGet(Duration.ofHours(1).toNanos());
    now.set(Instant.EPOCH.plusSeconds(3600));
    log.schema(B);
    nanos.addAndGet(Duration.ofSeconds(107).toNanos());
    producer.fenceProducer();

    assertThatThrownBy(() -> log.commit(checkpoint(0))).isInstanceOf(FencedException.class);
  }
}
