package dev.tidemark.schemas.row;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * Floating point numbers in PostgreSQL's own text: the shortest digits that read back as the same
 * number and do not lie exactly half-way to another one, of those the nearest; with an exponent
 * when it is below -4 or at least 15 (6 for float4).
 *
 * <p>{@link Double#toString} is not that: it has its own notation, and on Java 17 it is not always
 * the shortest.
 */
final class FloatText {

  private static final Width DOUBLE = new Width(15, 17, 15);
  private static final Width FLOAT = new Width(6, 9, 6);
  private static final BigDecimal TWO = BigDecimal.valueOf(2);

  private FloatText() {}

  /**
   * @param distinct so many digits never read back as a number that fewer digits name too
   * @param enough so many digits tell any two numbers apart
   * @param exponentFrom the first power of ten that is printed with an exponent
   */
  private record Width(int distinct, int enough, int exponentFrom) {}

  static double parseDouble(String text) {
    requireNumber(text);
    return Double.parseDouble(text);
  }

  static float parseFloat(String text) {
    requireNumber(text);
    return Float.parseFloat(text);
  }

  /** Java would also take blanks around it, a type's letter after it, and hexadecimal. */
  private static void requireNumber(String text) {
    if (text.equals("NaN") || text.equals("Infinity") || text.equals("-Infinity")) {
      return;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ((c < '0' || c > '9') && c != '.' && c != '-' && c != '+' && c != 'e') {
        throw new IllegalArgumentException("not a number");
      }
    }
  }

  static String print(double value) {
    if (isSpecial(value)) {
      return special(value);
    }
    double magnitude = Math.abs(value);
    BigDecimal digits = fewDigits(magnitude);
    if (digits == null) {
      double gapBelow = magnitude - Math.nextDown(magnitude);
      boolean subnormal = magnitude < Double.MIN_NORMAL;
      digits = shortest(magnitude, gapBelow, Math.ulp(magnitude), subnormal, DOUBLE);
    }
    return notation(value < 0, digits, DOUBLE);
  }

  static String print(float value) {
    if (isSpecial(value)) {
      return special(value);
    }
    float magnitude = Math.abs(value);
    float gapBelow = magnitude - Math.nextDown(magnitude);
    boolean subnormal = magnitude < Float.MIN_NORMAL;
    BigDecimal digits = shortest(magnitude, gapBelow, Math.ulp(magnitude), subnormal, FLOAT);
    return notation(value < 0, digits, FLOAT);
  }

  private static boolean isSpecial(double value) {
    return value == 0 || Double.isNaN(value) || Double.isInfinite(value);
  }

  private static String special(double value) {
    if (value == 0) {
      return 1 / value < 0 ? "-0" : "0";
    }
    return Double.toString(value);
  }

  /**
   * The quick way for the numbers that people write. With at most 15 digits and a power of ten that
   * is itself exact, one correctly rounded division tells whether they name this number; no other
   * digits of that length do.
   */
  private static @Nullable BigDecimal fewDigits(double magnitude) {
    double power = 1;
    for (int scale = 0; scale <= 22; scale++) {
      double scaled = Math.rint(magnitude * power);
      if (scaled >= 1e15) {
        return null;
      }
      if (scaled / power == magnitude) {
        return BigDecimal.valueOf((long) scaled, scale);
      }
      power *= 10;
    }
    return null;
  }

  /**
   * @param gapBelow the distance to the next number below, which is the shorter beside a power of
   *     two
   * @param gapAbove the distance to the next number above
   */
  private static BigDecimal shortest(
      double magnitude, double gapBelow, double gapAbove, boolean subnormal, Width width) {
    BigDecimal exact = new BigDecimal(magnitude);
    BigDecimal lower = exact.subtract(half(gapBelow));
    BigDecimal upper = exact.add(half(gapAbove));
    for (int digits = subnormal ? 1 : width.distinct(); digits < width.enough(); digits++) {
      BigDecimal nearest = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
      if (nearest.compareTo(lower) > 0 && nearest.compareTo(upper) < 0) {
        return nearest;
      }
      // The nearest digits can belong to the closer number below while the next digits above are
      // still this number's.
      BigDecimal above = exact.round(new MathContext(digits, RoundingMode.CEILING));
      if (above.compareTo(upper) < 0) {
        return above;
      }
    }
    return exact.round(new MathContext(width.enough(), RoundingMode.HALF_EVEN));
  }

  private static BigDecimal half(double gap) {
    return new BigDecimal(gap).divide(TWO);
  }

  private static String notation(boolean negative, BigDecimal number, Width width) {
    BigDecimal stripped = number.stripTrailingZeros();
    int exponent = stripped.precision() - stripped.scale() - 1;
    String sign = negative ? "-" : "";
    if (exponent >= -4 && exponent < width.exponentFrom()) {
      return sign + stripped.toPlainString();
    }
    String digits = stripped.unscaledValue().toString();
    StringBuilder text = new StringBuilder(sign).append(digits.charAt(0));
    if (digits.length() > 1) {
      text.append('.').append(digits, 1, digits.length());
    }
    text.append(exponent < 0 ? "e-" : "e+");
    int size = Math.abs(exponent);
    return text.append(size < 10 ? "0" : "").append(size).toString();
  }
}
