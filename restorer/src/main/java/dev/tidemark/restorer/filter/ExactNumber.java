package dev.tidemark.restorer.filter;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A number of any size and precision, in PostgreSQL's order: minus infinity, the numbers, infinity,
 * and NaN, which equals itself, above all.
 *
 * @param rank the place among those four
 * @param value zero for what is no number
 */
record ExactNumber(int rank, BigDecimal value) implements Comparable<ExactNumber> {

  private static final Pattern DECIMAL =
      Pattern.compile("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)(e[+-]?\\d{1,5})?");
  private static final Comparator<ExactNumber> ORDER =
      Comparator.comparingInt(ExactNumber::rank).thenComparing(ExactNumber::value);

  /**
   * @throws IllegalArgumentException it is no number
   */
  static ExactNumber parse(String text) {
    String number = text.strip().toLowerCase(Locale.ROOT);
    return switch (number) {
      case "-infinity" -> new ExactNumber(-1, BigDecimal.ZERO);
      case "infinity" -> new ExactNumber(1, BigDecimal.ZERO);
      case "nan" -> new ExactNumber(2, BigDecimal.ZERO);
      default -> {
        if (!DECIMAL.matcher(number).matches()) {
          throw new IllegalArgumentException("not a number");
        }
        yield new ExactNumber(0, new BigDecimal(number));
      }
    };
  }

  /** The nearest double to it: what PostgreSQL's float8 makes of the same text. */
  Double toDouble() {
    // Plus zero: minus zero equals zero in SQL, and in Java's order it does not.
    return rank == 0 ? value.doubleValue() + 0.0 : notFinite();
  }

  /** The nearest float to it, as a double: what PostgreSQL's float4 makes of the same text. */
  Double toFloat() {
    return rank == 0 ? (double) value.floatValue() + 0.0 : notFinite();
  }

  private double notFinite() {
    return switch (rank) {
      case -1 -> Double.NEGATIVE_INFINITY;
      case 1 -> Double.POSITIVE_INFINITY;
      default -> Double.NaN;
    };
  }

  @Override
  public int compareTo(ExactNumber other) {
    return ORDER.compare(this, other);
  }
}
