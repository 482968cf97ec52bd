package dev.tidemark.benchmarks.measure;

import java.math.BigDecimal;

/**
 * What a ratio or a figure ought to be.
 *
 * @param bound the limit that still counts as met; infinite where nothing is aimed at
 * @param upward whether larger is better
 * @param unit behind the number; empty for a ratio
 */
public record Goal(double bound, boolean upward, String unit) {

  public static Goal atLeast(double bound) {
    return new Goal(bound, true, "×");
  }

  public static Goal atMost(double bound) {
    return new Goal(bound, false, "×");
  }

  public static Goal atMost(double bound, String unit) {
    return new Goal(bound, false, " " + unit);
  }

  /** Of a line that only says what others are to be seen beside. */
  public static Goal none() {
    return new Goal(Double.POSITIVE_INFINITY, false, "");
  }

  public boolean isNone() {
    return Double.isInfinite(bound);
  }

  public boolean isMetBy(double value) {
    return upward ? value >= bound : value <= bound;
  }

  @Override
  public String toString() {
    if (isNone()) {
      return "none";
    }
    String number = BigDecimal.valueOf(bound).stripTrailingZeros().toPlainString();
    return (upward ? "≥ " : "≤ ") + number + unit;
  }
}
