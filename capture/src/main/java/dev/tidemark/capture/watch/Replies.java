package dev.tidemark.capture.watch;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How long the reader has been silent, told from whether its replies change. What time stands in
 * one is no help: pgjdbc writes a date of 1999 there.
 */
final class Replies {

  private final LongSupplier nanoTime;
  private String last = "";
  private long changed;

  Replies(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.changed = nanoTime.getAsLong();
  }

  /**
   * @param reply the newest there is, which differs from every earlier one; empty without a reader
   * @return for how long there has been no other
   */
  Duration silenceAt(String reply) {
    long now = nanoTime.getAsLong();
    if (!reply.equals(last)) {
      last = reply;
      changed = now;
    }
    return Duration.ofNanos(now - changed);
  }
}
