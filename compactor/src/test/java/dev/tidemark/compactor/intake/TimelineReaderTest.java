package dev.tidemark.compactor.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.schemas.change.Sequence;
import dev.tidemark.schemas.change.SourcePosition;
import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.change.TransactionId;
import dev.tidemark.schemas.timeline.Checkpoint;
import dev.tidemark.schemas.timeline.Checkpoint.OpenTransaction;
import dev.tidemark.schemas.timeline.Checkpoint.WrittenPart;
import dev.tidemark.schemas.timeline.CheckpointCodec;
import dev.tidemark.schemas.timeline.OffsetMap;
import dev.tidemark.schemas.timeline.TableChanges;
import dev.tidemark.schemas.timeline.TimelineEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

final class TimelineReaderTest {

  private static final TopicPartition TOPIC = new TopicPartition("shop.timeline", 0);
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

  private final AtomicLong nanoTime = new AtomicLong();
  private final TopicInMemory kafka = new TopicInMemory();
  private final TimelineReader reader =
      new TimelineReader(
          () -> kafka,
          TOPIC.topic(),
          CheckpointCodec::decode,
          () -> nanoTime.addAndGet(1_000_000_000L));

  @Test
  void theCheckpointsFromASequenceOnAreFoundWithoutReadingAllBefore() {
    LongStream.rangeClosed(1, 5000).forEach(sequence -> kafka.append(boundary(sequence)));
    List<Long> read = new ArrayList<>();

    reader.read(
        Sequence.of(4990), checkpoint -> read.add(checkpoint.last().value()) && read.size() < 5);

    assertThat(read).containsExactly(4990L, 4991L, 4992L, 4993L, 4994L);
    assertThat(kafka.given).isLessThan(500);
  }

  @Test
  void theNewestBoundaryLiesBeforeALongTransaction() {
    LongStream.rangeClosed(1, 10).forEach(sequence -> kafka.append(boundary(sequence)));
    for (long written = 1; written <= 300; written++) {
      kafka.append(part(10, written));
    }

    assertThat(reader.newestBoundary()).contains(boundary(10));
    assertThat(reader.last()).contains(part(10, 300));
  }

  @Test
  void anEmptyTimelineHasNoCheckpoint() {
    assertThat(reader.last()).isEmpty();
    assertThat(reader.newestBoundary()).isEmpty();
  }

  @Test
  void itWaitsForTheFirstBoundaryAtOrAfterAMarker() {
    kafka.append(boundary(1));
    kafka.later(part(1, 1, new TimelineEntry.Marked(Sequence.of(1), "now", position(1), NOON)));
    kafka.later(boundary(2));

    Optional<Checkpoint> found =
        reader.awaitBoundary(
            Sequence.of(1),
            checkpoint ->
                checkpoint.entries().stream().anyMatch(TimelineEntry.Marked.class::isInstance),
            Duration.ofSeconds(30));

    assertThat(found).contains(boundary(2));
  }

  @Test
  void itWaitsNoLongerThanItsPatience() {
    kafka.append(boundary(1));

    assertThat(reader.awaitBoundary(Sequence.of(2), Duration.ofSeconds(30))).isEmpty();
    assertThat(reader.awaitBoundary(Sequence.of(1), Duration.ofSeconds(30))).contains(boundary(1));
  }

  @Test
  void itDoesNotWaitForWhatItHasFound() {
    kafka.append(boundary(1));
    kafka.later(boundary(2));

    assertThat(reader.awaitBoundary(Sequence.of(1), Duration.ofSeconds(30))).contains(boundary(1));
    assertThat(kafka.coming).hasSize(1);
  }

  @Test
  void aRecordThatIsNoCheckpointIsAnError() {
    kafka.append(new byte[] {1, 2, 3});

    assertThatThrownBy(reader::last).hasMessage("a record of the timeline is no checkpoint");
  }

  private static Checkpoint boundary(long sequence) {
    return new Checkpoint(
        Sequence.of(sequence), List.of(), OffsetMap.EMPTY, position(sequence), NOON, null);
  }

  private static Checkpoint part(long sequence, long written, TimelineEntry... entries) {
    return new Checkpoint(
        Sequence.of(sequence),
        List.of(entries),
        OffsetMap.EMPTY,
        position(sequence),
        NOON,
        new OpenTransaction(
            new TransactionId("7"),
            Sequence.of(sequence + 1),
            List.of(
                new WrittenPart(
                    written,
                    new TableChanges(
                        new TableId("public", "orders"), written, 0, 0, 0, List.of())))));
  }

  private static SourcePosition position(long sequence) {
    return new SourcePosition("0/" + sequence);
  }

  /** A topic that can be read again and again, and grows while it is read. */
  private static final class TopicInMemory extends MockConsumer<byte[], byte[]> {

    private final List<byte[]> records = new ArrayList<>();
    private final List<byte[]> coming = new ArrayList<>();
    private int given;

    TopicInMemory() {
      super("none");
      updateBeginningOffsets(Map.of(TOPIC, 0L));
      updateEndOffsets(Map.of(TOPIC, 0L));
    }

    void append(Checkpoint checkpoint) {
      append(CheckpointCodec.encode(checkpoint));
    }

    void append(byte[] record) {
      records.add(record);
      updateEndOffsets(Map.of(TOPIC, (long) records.size()));
    }

    void later(Checkpoint checkpoint) {
      coming.add(CheckpointCodec.encode(checkpoint));
    }

    @Override
    public synchronized org.apache.kafka.clients.consumer.ConsumerRecords<byte[], byte[]> poll(
        Duration timeout) {
      long position = position(TOPIC);
      if (position == records.size() && !coming.isEmpty()) {
        append(coming.remove(0));
      }
      for (long offset = position; offset < Math.min(position + 10, records.size()); offset++) {
        given++;
        addRecord(
            new ConsumerRecord<>(TOPIC.topic(), 0, offset, new byte[0], records.get((int) offset)));
      }
      return super.poll(timeout);
    }

    @Override
    public synchronized void close() {
      // The next reading opens it again.
    }
  }
}
