package dev.tidemark.benchmarks.server;

/**
 * When transactions were committed, in nanoseconds of {@link System#nanoTime}, in their order.
 *
 * @param sent just before each was sent to the source, which is before its commit: a lag from there
 *     has the way of the answer in it and not off it
 * @param answered when the source had answered that it is committed
 */
public record CommitTimes(long[] sent, long[] answered) {

  /** For so many transactions. */
  public static CommitTimes of(int transactions) {
    return new CommitTimes(new long[transactions], new long[transactions]);
  }

  /** Transactions a second, from the first that was sent to the answer to the last. */
  public double rate() {
    return sent.length * 1e9 / (answered[sent.length - 1] - sent[0]);
  }
}
