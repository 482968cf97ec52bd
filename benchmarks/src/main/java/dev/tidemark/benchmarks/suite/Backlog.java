package dev.tidemark.benchmarks.suite;

import dev.tidemark.benchmarks.measure.Stopwatch;
import dev.tidemark.benchmarks.server.Arrivals;
import dev.tidemark.benchmarks.server.Broker;
import java.time.Duration;

/**
 * How fast a backlog of a {@link Load} becomes visible to a consumer of committed records.
 *
 * <p>The clock runs from when the first mark is visible until the second is, and what counts are
 * the changes that became visible meanwhile: neither the start of a JVM, nor a batch that came with
 * the first mark.
 *
 * @param events topic of the changes; it exists
 * @param marks topic of the marks; it exists
 * @param warmUp changes before the first mark
 * @param changes changes between the marks
 */
record Backlog(Broker broker, String events, String marks, long warmUp, long changes) {

  private static final Duration TO_BEGIN = Duration.ofMinutes(5);
  private static final Duration TO_END = Duration.ofMinutes(20);

  /**
   * @param begin begins to capture
   * @param alive throws when who captures has ended
   * @param delivery how often a change may come
   * @return changes a second
   */
  double rate(Runnable begin, Runnable alive, Delivery delivery) {
    try (Arrivals arrivals = Arrivals.later(broker, marks)) {
      long from = arrivals.endOf(events);
      begin.run();
      arrivals.await(1, TO_BEGIN, alive);
      long first = arrivals.endOf(events);
      Stopwatch watch = Stopwatch.start();
      arrivals.await(2, TO_END, alive);
      long second = arrivals.endOf(events);
      double seconds = watch.seconds();
      long all = count(from);
      delivery.check("changes", all, warmUp + changes);
      delivery.check("marks", arrivals.through(arrivals.endOf(marks)), 2);
      // Ends of transactions take offsets too, in proportion.
      double ofAll = (second - first) / (double) (arrivals.endOf(events) - from);
      return all * ofAll / seconds;
    }
  }

  /** All changes that are visible, which those of the load must be before long. */
  private long count(long from) {
    try (Arrivals all = Arrivals.from(broker, events, from)) {
      all.await(warmUp + changes, Duration.ofMinutes(2), () -> {});
      return all.through(all.endOf(events));
    }
  }

  /** What a contestant promises. */
  enum Delivery {
    ONCE,
    AT_LEAST_ONCE;

    private void check(String what, long seen, long expected) {
      if (seen < expected || (this == ONCE && seen > expected)) {
        throw new IllegalStateException(seen + " " + what + " came, not " + expected);
      }
    }
  }
}
