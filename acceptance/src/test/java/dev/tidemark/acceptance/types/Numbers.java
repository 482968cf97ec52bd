package dev.tidemark.acceptance.types;

import static dev.tidemark.acceptance.types.StoredType.type;

/** Numbers: their extremes, what is no number, and what is written in more than one way. */
final class Numbers {

  /** The most digits numeric has on either side of the point. */
  private static final String HUGE = "9".repeat(131_072) + "." + "7".repeat(16_383);

  private Numbers() {}

  static Family family() {
    return Family.of(
        "numbers",
        type("smallint", "0", "1", "-1", "-32768", "32767").key(),
        type("integer", "0", "1", "-1", "-2147483648", "2147483647").key(),
        type("bigint", "0", "1", "-1", "-9223372036854775808", "9223372036854775807").key(),
        type("numeric", "0", "0.00", "-0.5", "1.50", "1.500", "NaN", "Infinity", "-Infinity")
            .with("12345678901234567890.12345678901234567890", "1e-400", "1e400", "100")
            .with("-9223372036854775809", "0.000000000000000000000000000000001", HUGE),
        type("numeric(1000,500)", "1", "-1.5", "NaN", "1e499", "1e-500").named("numeric").key(),
        type("numeric(10,2)", "0", "-12345678.90", "99999999.99", "NaN").named("numeric"),
        type("numeric(4,-3)", "1234567", "-500", "0").named("numeric"),
        type("numeric(2,5)", "0.00099", "-0.00001").named("numeric"),
        type("numeric(38,0)", "1", "10", "-2", "12345678901234567890", "NaN")
            .named("numeric")
            .key(),
        type("real", "0", "-0", "0.1", "1e-45", "-1e-45", "1.17549435e-38", "3.4028235e38", "NaN")
            .with("Infinity", "-Infinity", "16777216", "1.0000001", "9.999999e8", "33554432.0"),
        type("double precision", "0", "-0", "0.1", "0.30000000000000004", "5e-324", "NaN", "1e23")
            .with("2.2250738585072014e-308", "1.7976931348623157e308", "Infinity", "-Infinity")
            .with("9007199254740993", "123456789012345680", "1e15", "1e16", "0.0001", "0.00001"),
        type("money", "0", "0.01", "-0.01", "1234567.89", "92233720368547758.07")
            .with("-92233720368547758.08")
            .key());
  }

  /** Types whose equal values may look different, as primary keys. */
  static Family keys() {
    return Family.of(
        "number_keys",
        type("numeric", "1", "2.50", "-3.125", "NaN", "Infinity", "-Infinity", "1e30", "1e-30")
            .key()
            .twins("7.0", "7.000"),
        type("real", "1.5", "-2.25", "NaN", "Infinity", "-Infinity", "1e-45", "3.4028235e38")
            .key()
            .twins("0", "-0"),
        type("double precision", "0.1", "-0.1", "NaN", "Infinity", "-Infinity", "5e-324")
            .key()
            .twins("-0", "0"));
  }
}
