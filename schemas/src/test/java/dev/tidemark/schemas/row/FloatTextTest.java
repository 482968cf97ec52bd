package dev.tidemark.schemas.row;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.function.Predicate;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** The recorded texts of a server are in {@link ServerTextTest}; here is what holds for all. */
class FloatTextTest {

  private static final String NOTATION =
      "-?(0|[1-9]\\d{0,14}(\\.\\d*[1-9])?|0\\.0{0,3}[1-9](\\d*[1-9])?"
          + "|[1-9](\\.\\d*[1-9])?e[+-]\\d{2,3})";

  @Property(tries = 20_000)
  void theTextOfADoubleReadsBackAndNoFewerDigitsWould(@ForAll long bits) {
    double value = Double.longBitsToDouble(bits);
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      assertThat(FloatText.print(value)).isEqualTo(Double.toString(value));
      return;
    }

    String text = FloatText.print(value);

    assertThat(text).matches(NOTATION);
    assertThat(Double.doubleToRawLongBits(FloatText.parseDouble(text))).isEqualTo(bits);
    double magnitude = Math.abs(value);
    double below = Math.nextDown(magnitude);
    double above = Math.nextUp(magnitude);
    assertNoFewerDigits(
        text,
        magnitude,
        digits ->
            digits.doubleValue() == magnitude
                && !isHalfway(digits, magnitude, below)
                && !isHalfway(digits, magnitude, above));
  }

  @Property(tries = 20_000)
  void theTextOfAFloatReadsBackAndNoFewerDigitsWould(@ForAll int bits) {
    float value = Float.intBitsToFloat(bits);
    if (Float.isNaN(value) || Float.isInfinite(value)) {
      assertThat(FloatText.print(value)).isEqualTo(Float.toString(value));
      return;
    }

    String text = FloatText.print(value);

    assertThat(text).matches(NOTATION);
    assertThat(Float.floatToRawIntBits(FloatText.parseFloat(text))).isEqualTo(bits);
    float magnitude = Math.abs(value);
    float below = Math.nextDown(magnitude);
    float above = Math.nextUp(magnitude);
    assertNoFewerDigits(
        text,
        magnitude,
        digits ->
            Float.parseFloat(digits.toString()) == magnitude
                && !isHalfway(digits, magnitude, below)
                && !isHalfway(digits, magnitude, above));
  }

  /** Of so many digits, the two around the exact number are the only ones that could name it. */
  private static void assertNoFewerDigits(
      String text, double magnitude, Predicate<BigDecimal> names) {
    int digits = new BigDecimal(text).stripTrailingZeros().precision();
    if (digits > 1) {
      BigDecimal exact = new BigDecimal(magnitude);
      assertThat(exact.round(new MathContext(digits - 1, RoundingMode.FLOOR)))
          .matches(names.negate());
      assertThat(exact.round(new MathContext(digits - 1, RoundingMode.CEILING)))
          .matches(names.negate());
    }
  }

  private static boolean isHalfway(BigDecimal decimal, double one, double other) {
    return !Double.isInfinite(other)
        && decimal.add(decimal).compareTo(new BigDecimal(one).add(new BigDecimal(other))) == 0;
  }
}
