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
  }

  /**
   * @param reply the newest there is; it differs from every earlier one
   * @return since when it was seen for the first time
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
