package dev.tidemark.capture.publish;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/**
 * Sees to it that nothing in a log is undecided. Once a writer has shut out the one before it,
 * every transaction there is committed or aborted, unless the brokers lost track of one. A log with
 * such a transaction must not be opened: its last checkpoint cannot be read, and the new writer's
 * first commit would make the lost one's changes visible beside its own.
 */
final class DecidedEnds {

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration PAUSE = Duration.ofMillis(100);

  private final Function<IsolationLevel, Map<TopicPartition, Long>> ends;
  private final LongSupplier nanoTime;

  /**
   * @param ends where each partition ends, for readers of that kind
   */
  DecidedEnds(Function<IsolationLevel, Map<TopicPartition, Long>> ends, LongSupplier nanoTime) {
    this.ends = ends;
    this.nanoTime = nanoTime;
  }

  /**
   * Returns when everything is decided: mostly at once, or when partitions that are changing their
   * leader have one again.
   *
   * @throws HangingTransactionException a transaction stays undecided
   */
  void await() throws InterruptedException {
    long deadline = nanoTime.getAsLong() + PATIENCE.toNanos();
    while (!areDecided(nanoTime.getAsLong() >= deadline)) {
      Thread.sleep(PAUSE.toMillis());
    }
  }

  private boolean areDecided(boolean isLastLook) {
    Map<TopicPartition, Long> all = ends.apply(IsolationLevel.READ_UNCOMMITTED);
    Map<TopicPartition, Long> decided = ends.apply(IsolationLevel.READ_COMMITTED);
    for (Map.Entry<TopicPartition, Long> end : all.entrySet()) {
      long upTo = Objects.requireNonNull(decided.get(end.getKey()), "an end");
      if (upTo < end.getValue()) {
        if (isLastLook) {
          throw new HangingTransactionException(end.getKey(), upTo, end.getValue());
        }
        return false;
      }
    }
    return true;
  }
}
