package dev.tidemark.compactor.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.compactor.source.LoggedChange;
import dev.tidemark.schemas.change.CollectionName;
import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.event.Envelope;
import dev.tidemark.schemas.event.Topics;
import dev.tidemark.schemas.problem.ProblemException;
import dev.tidemark.schemas.timeline.OffsetMap;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class LogReaderTest {

  private static final TableId ORDERS = TableId.parse("public.orders");
  private static final TopicPartition FIRST = new TopicPartition("shop.public.orders", 0);
  private static final TopicPartition SECOND = new TopicPartition("shop.public.orders", 1);

  private final MockConsumer<byte[], byte[]> kafka = new MockConsumer<>("none");
  private final AtomicLong nanoTime = new AtomicLong();
  private final LogReader reader =
      new LogReader(
          () -> kafka,
          new Topics(new CollectionName("shop")),
          () -> nanoTime.addAndGet(1_000_000_000L));
  private final List<LoggedChange> read = new ArrayList<>();

  @BeforeEach
  void bothPartitionsBeginAtZero() {
    kafka.updateBeginningOffsets(Map.of(FIRST, 0L, SECOND, 0L));
  }

  @Test
  void itGivesWhatLiesBetweenTwoPlacesOfEveryPartition() {
    kafka.schedulePollTask(
        () -> {
          for (long offset = 0; offset < 6; offset++) {
            kafka.addRecord(record(FIRST, offset));
            kafka.addRecord(record(SECOND, offset));
          }
        });

    reader.read(offsets(1, 2), offsets(3, 5), read::add);

    assertThat(read)
        .extracting(LoggedChange::place)
        .containsExactlyInAnyOrder(
            "public.orders, partition 0, offset 1",
            "public.orders, partition 0, offset 2",
            "public.orders, partition 1, offset 2",
            "public.orders, partition 1, offset 3",
            "public.orders, partition 1, offset 4");
    assertThat(kafka.closed()).isTrue();
  }

  @Test
  void aPartitionIsDoneWhenItsPositionIsThoughItsEndIsAControlRecord() {
    kafka.schedulePollTask(() -> kafka.addRecord(record(FIRST, 0)));
    kafka.schedulePollTask(() -> kafka.seek(FIRST, 2));

    reader.read(OffsetMap.EMPTY, offsets(2, 0), read::add);

    assertThat(read).hasSize(1);
  }

  @Test
  void betweenEqualPlacesThereIsNothingToAskFor() {
    reader.read(offsets(4, 4), offsets(4, 4), read::add);

    assertThat(read).isEmpty();
    assertThat(kafka.closed()).isFalse();
  }

  @Test
  void theOldKeyOfAMovedRowIsInAHeader() {
    ConsumerRecord<byte[], byte[]> moved = record(FIRST, 0);
    moved.headers().add(Envelope.OLD_KEY, bytes("old"));
    kafka.schedulePollTask(() -> kafka.addRecord(moved));

    reader.read(OffsetMap.EMPTY, offsets(1, 0), read::add);

    assertThat(read.get(0).oldKey()).isEqualTo(bytes("old"));
    assertThat(read.get(0).key()).isEqualTo(bytes("key"));
  }

  @Test
  void changesThatAreGoneFromTheLogAreAnErrorThatNamesTheTopic() {
    kafka.updateBeginningOffsets(Map.of(SECOND, 120L));

    assertThatThrownBy(() -> reader.read(offsets(0, 57), offsets(0, 200), read::add))
        .isInstanceOf(LogException.class)
        .hasMessage(
            "Topic shop.public.orders has lost changes that no backup holds: partition 1 begins at"
                + " offset 120, and offset 57 is needed.")
        .extracting(problem -> ((ProblemException) problem).hint())
        .isEqualTo(
            "These changes are gone from the log, which capture tells as a gap. The backups there"
                + " are stay restorable; AFTER_GAP = 'new full' goes on with a new snapshot. Let no"
                + " retention time or size apply to its topics.");
  }

  @Test
  void aLogThatEndsBeforeTheTimelineSaysIsNotWaitedForForEver() {
    kafka.schedulePollTask(() -> kafka.addRecord(record(FIRST, 0)));

    assertThatThrownBy(() -> reader.read(OffsetMap.EMPTY, offsets(5, 0), read::add))
        .isInstanceOf(LogException.class)
        .hasMessage(
            "Topic shop.public.orders, partition 0 gave nothing for 60 s: it was read up to offset"
                + " 1, and the timeline says it reaches 5.");
  }

  @Test
  void aBrokerThatDoesNotAnswerIsAnErrorWithAHint() {
    kafka.schedulePollTask(
        () -> kafka.setPollException(new KafkaException("no broker at 127.0.0.1:9092")));

    assertThatThrownBy(() -> reader.read(OffsetMap.EMPTY, offsets(5, 0), read::add))
        .isInstanceOf(LogException.class)
        .hasMessage("Kafka could not be read: no broker at 127.0.0.1:9092")
        .extracting(problem -> ((ProblemException) problem).hint())
        .isEqualTo(
            "Is the broker running, and reachable under the address given? Nothing of this backup"
                + " was published.");
  }

  @Test
  void timeInWhichWhatWasReadIsWorkedOnIsNoTimeInWhichTheLogGaveNothing() {
    byte[] large = new byte[17 << 20];
    kafka.schedulePollTask(() -> kafka.addRecord(record(FIRST, 0, large)));
    kafka.schedulePollTask(() -> {});
    kafka.schedulePollTask(() -> kafka.addRecord(record(FIRST, 1, large)));

    reader.read(
        OffsetMap.EMPTY,
        offsets(2, 0),
        change -> {
          read.add(change);
          nanoTime.addAndGet(Duration.ofMinutes(2).toNanos());
        });

    assertThat(read).hasSize(2);
  }

  @Test
  void anErrorComesAfterWhatWasReadBeforeIt() {
    kafka.schedulePollTask(() -> kafka.addRecord(record(FIRST, 0)));
    kafka.schedulePollTask(() -> kafka.setPollException(new KafkaException("gone")));

    assertThatThrownBy(() -> reader.read(OffsetMap.EMPTY, offsets(5, 0), read::add))
        .isInstanceOf(LogException.class)
        .hasMessage("Kafka could not be read: gone");

    assertThat(read).hasSize(1);
    assertThat(kafka.closed()).isTrue();
  }

  @Test
  void aDefectInFetchingComesToTheReaderAsItIs() {
    IllegalStateException defect = new IllegalStateException("a defect");
    kafka.schedulePollTask(
        () -> {
          throw defect;
        });

    assertThatThrownBy(() -> reader.read(OffsetMap.EMPTY, offsets(5, 0), read::add))
        .isSameAs(defect);
    assertThat(kafka.closed()).isTrue();
  }

  @Test
  void whenTheReaderFailsNothingMoreIsFetched() {
    IllegalStateException full = new IllegalStateException("no space left");
    for (long offset = 0; offset < 100; offset++) {
      ConsumerRecord<byte[], byte[]> next = record(FIRST, offset, new byte[1 << 20]);
      kafka.schedulePollTask(() -> kafka.addRecord(next));
    }

    assertThatThrownBy(
            () ->
                reader.read(
                    OffsetMap.EMPTY,
                    offsets(100, 0),
                    change -> {
                      throw full;
                    }))
        .isSameAs(full);

    assertThat(kafka.closed()).isTrue();
    assertThat(threads()).doesNotContain("log-prefetch");
  }

  @Test
  void aReaderThatIsInterruptedEndsAndStaysInterrupted() {
    Thread.currentThread().interrupt();
    try {
      assertThatThrownBy(() -> reader.read(OffsetMap.EMPTY, offsets(5, 0), read::add))
          .isInstanceOf(LogException.class)
          .hasMessage("Kafka could not be read: java.lang.InterruptedException");
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
    assertThat(kafka.closed()).isTrue();
    assertThat(threads()).doesNotContain("log-prefetch");
  }

  private static List<String> threads() {
    return Thread.getAllStackTraces().keySet().stream().map(Thread::getName).toList();
  }

  private static OffsetMap offsets(long first, long second) {
    return OffsetMap.of(Map.of(ORDERS, List.of(first, second)));
  }

  private static ConsumerRecord<byte[], byte[]> record(TopicPartition topic, long offset) {
    return record(topic, offset, bytes("value"));
  }

  private static ConsumerRecord<byte[], byte[]> record(
      TopicPartition topic, long offset, byte[] value) {
    return new ConsumerRecord<>(topic.topic(), topic.partition(), offset, bytes("key"), value);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
