package dev.tidemark.schemas.timeline;

import java.time.Instant;

/** Times as microseconds since 1970-01-01, which is as fine as sources tell them. */
final class Micros {

  private static final long SECOND = 1_000_000;
  private static final int NANOS = 1000;

  private Micros() {}

  /**
   * @throws ArithmeticException the time is more than 292,000 years away
   */
  static long of(Instant time) {
    return Math.addExact(Math.multiplyExact(time.getEpochSecond(), SECOND), time.getNano() / NANOS);
  }

  static Instant time(long micros) {
    return Instant.ofEpochSecond(
        Math.floorDiv(micros, SECOND), Math.floorMod(micros, SECOND) * NANOS);
  }
}
