package dev.tidemark.capture.publish;

import dev.tidemark.schemas.change.Sequence;
import dev.tidemark.schemas.timeline.Checkpoint;
import dev.tidemark.schemas.timeline.CheckpointCodec;
import dev.tidemark.schemas.timeline.TimelineEntry.SnapshotStarted;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/** Finds the last committed checkpoint from the end of the timeline, and others. */
final class LastCheckpoint {

  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final long FIRST_STEP = 16;

  /** A checkpoint may hold definitions of many tables. */
  private static final Map<String, String> FEW_AT_A_TIME =
      Map.of(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, "16");

  private LastCheckpoint() {}

  /** Which one of several. */
  private enum Choice {
    FIRST,
    LAST
  }

  static Optional<Checkpoint> read(KafkaAddress kafka, String timeline) {
    return reading(
        kafka,
        timeline,
        consumer -> read(consumer, new TopicPartition(timeline, 0), System::nanoTime));
  }

  /** The first checkpoint that is left. */
  static Optional<Checkpoint> first(KafkaAddress kafka, String timeline) {
    return reading(
        kafka, timeline, consumer -> walk(consumer, timeline, checkpoint -> true, Choice.FIRST));
  }

  /** The last one that tells of the beginning of a snapshot whose rows come after a sequence. */
  static Optional<Checkpoint> snapshotAfter(
      KafkaAddress kafka, String timeline, Sequence sequence) {
    return reading(
        kafka,
        timeline,
        consumer -> walk(consumer, timeline, each -> beginsAfter(each, sequence), Choice.LAST));
  }

  private static boolean beginsAfter(Checkpoint checkpoint, Sequence sequence) {
    return checkpoint.entries().stream()
        .anyMatch(
            entry ->
                entry instanceof SnapshotStarted started && started.sequence().isAfter(sequence));
  }

  /** Goes over the whole timeline, if need be: it is asked for when something has gone wrong. */
  private static Optional<Checkpoint> walk(
      Consumer<byte[], byte[]> consumer,
      String timeline,
      Predicate<Checkpoint> wanted,
      Choice choice) {
    TopicPartition partition = new TopicPartition(timeline, 0);
    consumer.assign(List.of(partition));
    consumer.seekToBeginning(List.of(partition));
    long end = offset(consumer.endOffsets(List.of(partition)), partition);
    Optional<Checkpoint> found = Optional.empty();
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (consumer.position(partition) < end && (choice == Choice.LAST || found.isEmpty())) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        deadline = System.nanoTime() + PATIENCE.toNanos();
        Checkpoint next = CheckpointCodec.decode(record.value());
        if (wanted.test(next) && (choice == Choice.LAST || found.isEmpty())) {
          found = Optional.of(next);
        }
      }
      if (System.nanoTime() > deadline) {
        throw unreadable(
            timeline, new TimeoutException("nothing came for " + PATIENCE.toSeconds() + " s"));
      }
    }
    return found;
  }

  private static <T> T reading(
      KafkaAddress kafka, String timeline, Function<Consumer<byte[], byte[]>, T> reading) {
    try {
      return ShortRead.of(kafka, "tidemark-timeline-" + timeline, FEW_AT_A_TIME, reading);
    } catch (KafkaException e) {
      throw unreadable(timeline, e);
    }
  }

  /** Goes back in growing steps: markers of transactions and aborted records take offsets too. */
  static Optional<Checkpoint> read(
      Consumer<byte[], byte[]> consumer, TopicPartition timeline, LongSupplier nanoTime) {
    consumer.assign(List.of(timeline));
    long begin = offset(consumer.beginningOffsets(List.of(timeline)), timeline);
    long end = offset(consumer.endOffsets(List.of(timeline)), timeline);
    long step = FIRST_STEP;
    for (long from = end; from > begin; step *= 4) {
      long to = from;
      from = Math.max(begin, from - step);
      Optional<Checkpoint> last = lastBetween(consumer, timeline, from, to, nanoTime);
      if (last.isPresent()) {
        return last;
      }
    }
    return Optional.empty();
  }

  private static Optional<Checkpoint> lastBetween(
      Consumer<byte[], byte[]> consumer,
      TopicPartition timeline,
      long from,
      long to,
      LongSupplier nanoTime) {
    consumer.seek(timeline, from);
    byte[] last = null;
    long reached = from;
    long reachedAt = nanoTime.getAsLong();
    for (long at = from; at < to; at = consumer.position(timeline)) {
      if (at > reached) {
        reached = at;
        reachedAt = nanoTime.getAsLong();
      } else if (nanoTime.getAsLong() - reachedAt >= PATIENCE.toNanos()) {
        // While its partition has no leader, a consumer waits without a word.
        String what = "nothing came after offset " + at + " for " + PATIENCE.toSeconds() + " s";
        throw unreadable(timeline.topic(), new TimeoutException(what));
      }
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        if (record.offset() < to) {
          last = record.value();
        }
      }
    }
    return Optional.ofNullable(last).map(CheckpointCodec::decode);
  }

  private static LogUnavailableException unreadable(String timeline, KafkaException cause) {
    return new LogUnavailableException("the timeline " + timeline + " cannot be read", cause);
  }

  private static long offset(Map<TopicPartition, Long> offsets, TopicPartition partition) {
    Long offset = offsets.get(partition);
    if (offset == null) {
      throw new KafkaException("no offset for " + partition);
    }
    return offset;
  }
}
