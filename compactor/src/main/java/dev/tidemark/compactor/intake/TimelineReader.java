package dev.tidemark.compactor.intake;

import dev.tidemark.compactor.source.Timeline;
import dev.tidemark.schemas.change.Sequence;
import dev.tidemark.schemas.timeline.Checkpoint;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * The timeline topic. Checkpoints stand in the order of their {@link Checkpoint#last()}, so a place
 * is found by bisection and no history, however long, is read through.
 */
public final class TimelineReader implements Timeline {

  private static final int NEAR = 64;

  private final ConsumerFactory consumers;
  private final TopicPartition topic;
  private final Function<byte[], Checkpoint> codec;
  private final LongSupplier nanoTime;

  TimelineReader(
      ConsumerFactory consumers,
      String topic,
      Function<byte[], Checkpoint> codec,
      LongSupplier nanoTime) {
    this.consumers = consumers;
    this.topic = new TopicPartition(topic, 0);
    this.codec = codec;
    this.nanoTime = nanoTime;
  }

  @Override
  public void read(Sequence from, Predicate<Checkpoint> sink) {
    withCursor(
        cursor -> {
          cursor.seek(placeOf(from, cursor));
          giveUntilRefused(from, sink, cursor);
          return Optional.empty();
        });
  }

  /** The newest checkpoint, boundary or not. */
  public Optional<Checkpoint> last() {
    return withCursor(cursor -> lastWhere(checkpoint -> true, cursor));
  }

  /** The newest checkpoint at which no transaction is written in part. */
  public Optional<Checkpoint> newestBoundary() {
    return withCursor(cursor -> lastWhere(Checkpoint::isBoundary, cursor));
  }

  /**
   * Waits for a boundary at or behind the first checkpoint that {@code reached} accepts.
   *
   * @param from checkpoints whose last sequence is before it are not looked at
   * @param patience how long to wait; what is there already is always looked at
   * @return empty when the patience ended first
   */
  public Optional<Checkpoint> awaitBoundary(
      Sequence from, Predicate<Checkpoint> reached, Duration patience) {
    long deadline = nanoTime.getAsLong() + patience.toNanos();
    return withCursor(
        cursor -> {
          cursor.seek(placeOf(from, cursor));
          BoundaryAfter boundary = new BoundaryAfter(reached);
          giveUntilRefused(from, boundary, cursor);
          while (boundary.found() == null && nanoTime.getAsLong() < deadline) {
            cursor.awaitMore();
            giveUntilRefused(from, boundary, cursor);
          }
          return Optional.ofNullable(boundary.found());
        });
  }

  /** Waits for a boundary that covers a sequence. */
  public Optional<Checkpoint> awaitBoundary(Sequence covers, Duration patience) {
    return awaitBoundary(covers, checkpoint -> !checkpoint.last().isBefore(covers), patience);
  }

  private Optional<Checkpoint> withCursor(Function<TopicCursor, Optional<Checkpoint>> reading) {
    try (TopicCursor cursor = new TopicCursor(consumers.open(), topic, nanoTime)) {
      return reading.apply(cursor);
    } catch (KafkaException e) {
      throw LogException.unreadable(e);
    }
  }

  private void giveUntilRefused(Sequence from, Predicate<Checkpoint> sink, TopicCursor cursor) {
    for (Checkpoint next = decode(cursor.next()); next != null; next = decode(cursor.next())) {
      if (!next.last().isBefore(from) && !sink.test(next)) {
        return;
      }
    }
  }

  /** An offset at or shortly before the first checkpoint that has come as far as {@code from}. */
  private long placeOf(Sequence from, TopicCursor cursor) {
    long low = cursor.begin();
    long high = cursor.end();
    while (high - low > NEAR) {
      long middle = (low + high) >>> 1;
      cursor.seek(middle);
      ConsumerRecord<byte[], byte[]> found = cursor.next();
      Checkpoint checkpoint = decode(found);
      if (found == null || checkpoint == null || !checkpoint.last().isBefore(from)) {
        high = middle;
      } else {
        low = found.offset() + 1;
      }
    }
    return low;
  }

  /** Looks back from the end, twice as far each time: the newest are asked for most. */
  private Optional<Checkpoint> lastWhere(Predicate<Checkpoint> wanted, TopicCursor cursor) {
    for (long back = NEAR; ; back *= 2) {
      long start = Math.max(cursor.begin(), cursor.end() - back);
      cursor.seek(start);
      Newest newest = new Newest(wanted);
      giveUntilRefused(Sequence.NONE, newest, cursor);
      if (newest.found != null || start == cursor.begin()) {
        return Optional.ofNullable(newest.found);
      }
    }
  }

  private @Nullable Checkpoint decode(@Nullable ConsumerRecord<byte[], byte[]> record) {
    return record == null ? null : codec.apply(record.value());
  }

  private static final class Newest implements Predicate<Checkpoint> {

    private final Predicate<Checkpoint> wanted;
    private @Nullable Checkpoint found;

    Newest(Predicate<Checkpoint> wanted) {
      this.wanted = wanted;
    }

    @Override
    public boolean test(Checkpoint checkpoint) {
      if (wanted.test(checkpoint)) {
        found = checkpoint;
      }
      return true;
    }
  }

  private static final class BoundaryAfter implements Predicate<Checkpoint> {

    private final Predicate<Checkpoint> reached;
    private boolean passed;
    private @Nullable Checkpoint found;

    BoundaryAfter(Predicate<Checkpoint> reached) {
      this.reached = reached;
    }

    @Override
    public boolean test(Checkpoint checkpoint) {
      passed |= reached.test(checkpoint);
      if (passed && checkpoint.isBoundary()) {
        found = checkpoint;
      }
      return found == null;
    }

    @Nullable Checkpoint found() {
      return found;
    }
  }
}
