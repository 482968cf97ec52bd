package dev.tidemark.capture.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.schemas.change.Sequence;
import dev.tidemark.schemas.change.SourcePosition;
import dev.tidemark.schemas.timeline.Checkpoint;
import dev.tidemark.schemas.timeline.CheckpointCodec;
import dev.tidemark.schemas.timeline.OffsetMap;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The last checkpoint of a timeline")
final class LastCheckpointTest {

  private static final TopicPartition TIMELINE = new TopicPartition("shop.timeline", 0);

  private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
  private final AtomicLong nanos = new AtomicLong();

  @BeforeEach
  void begin() {
    consumer.updateBeginningOffsets(Map.of(TIMELINE, 0L));
  }

  private static Checkpoint checkpoint(long last) {
    return new Checkpoint(
        Sequence.of(last),
        List.of(),
        OffsetMap.EMPTY,
        new SourcePosition("0/1"),
        Instant.EPOCH,
        null);
  }

  private static ConsumerRecord<byte[], byte[]> record(long offset, long last) {
    return new ConsumerRecord<>(
        TIMELINE.topic(), 0, offset, null, CheckpointCodec.encode(checkpoint(last)));
  }

  private void timeline(long end, ConsumerRecord<byte[], byte[]> record) {
    consumer.updateEndOffsets(Map.of(TIMELINE, end));
    consumer.schedulePollTask(() -> consumer.addRecord(record));
    // What comes after the record is markers of transactions: they take offsets and are not seen.
    consumer.schedulePollTask(() -> consumer.seek(TIMELINE, end));
  }

  @Test
  void is_none_in_an_empty_one() {
    consumer.updateEndOffsets(Map.of(TIMELINE, 0L));

    assertThat(LastCheckpoint.read(consumer, TIMELINE, nanos::get)).isEmpty();
  }

  @Test
  void is_found_before_the_marker_of_its_transaction() {
    timeline(100, record(98, 7));

    assertThat(LastCheckpoint.read(consumer, TIMELINE, nanos::get))
        .isEqualTo(Optional.of(checkpoint(7)));
  }

  @Test
  void is_found_before_many_aborted_ones() {
    consumer.updateEndOffsets(Map.of(TIMELINE, 100L));
    consumer.schedulePollTask(() -> consumer.seek(TIMELINE, 100));
    consumer.schedulePollTask(() -> consumer.addRecord(record(40, 3)));
    consumer.schedulePollTask(() -> consumer.seek(TIMELINE, 84));

    assertThat(LastCheckpoint.read(consumer, TIMELINE, nanos::get))
        .isEqualTo(Optional.of(checkpoint(3)));
  }

  @Test
  void is_not_waited_for_without_end_while_nobody_answers() {
    consumer.updateEndOffsets(Map.of(TIMELINE, 16L));
    consumer.schedulePollTask(() -> nanos.addAndGet(Duration.ofSeconds(59).toNanos()));
    consumer.schedulePollTask(() -> consumer.addRecord(record(3, 1)));
    consumer.schedulePollTask(() -> nanos.addAndGet(Duration.ofSeconds(59).toNanos()));
    consumer.schedulePollTask(() -> nanos.addAndGet(Duration.ofSeconds(1).toNanos()));

    assertThatThrownBy(() -> LastCheckpoint.read(consumer, TIMELINE, nanos::get))
        .isInstanceOf(LogUnavailableException.class)
        .hasMessage(
            "the timeline shop.timeline cannot be read: nothing came after offset 4 for 60 s");
  }
}
