package dev.tidemark.schemas.row;

import dev.tidemark.schemas.table.ValueKind;
import java.util.List;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Texts as a server prints them, of every kind. */
final class Texts {

  private Texts() {}

  static Arbitrary<String> of(ValueKind kind) {
    return switch (kind) {
      case BOOLEAN -> Arbitraries.of("t", "f");
      case INT16 -> Arbitraries.shorts().map(String::valueOf);
      case INT32 -> Arbitraries.integers().map(String::valueOf);
      case INT64 -> Arbitraries.longs().map(String::valueOf);
      case FLOAT32 -> Arbitraries.integers().map(Float::intBitsToFloat).map(FloatText::print);
      case FLOAT64 -> Arbitraries.longs().map(Double::longBitsToDouble).map(FloatText::print);
      case NUMERIC ->
          Arbitraries.oneOf(
              Arbitraries.bigDecimals().map(number -> number.toPlainString()),
              Arbitraries.of("NaN", "Infinity", "-Infinity"));
      case DATE -> Arbitraries.oneOf(date(5_874_897), infinity());
      case TIME -> Arbitraries.oneOf(time(), Arbitraries.just("24:00:00"));
      case TIMESTAMP -> Arbitraries.oneOf(timestamp(""), infinity());
      case TIMESTAMPTZ -> Arbitraries.oneOf(timestamp("+00"), infinity());
      case UUID -> Arbitraries.create(java.util.UUID::randomUUID).map(String::valueOf);
      case BYTES ->
          Arbitraries.strings()
              .withChars("0123456789abcdef")
              .ofMinLength(0)
              .ofMaxLength(80)
              .filter(digits -> digits.length() % 2 == 0)
              .map(digits -> "\\x" + digits);
      case TEXT, JSONB, OTHER -> characters();
    };
  }

  private static Arbitrary<String> characters() {
    return Arbitraries.oneOf(
        Arbitraries.strings().ascii().ofMaxLength(200),
        Arbitraries.of("", "ü", "€uro", "\uD83D\uDE00 smile", "\u0001\n\t\"'\\", "null"));
  }

  private static Arbitrary<String> infinity() {
    return Arbitraries.of("infinity", "-infinity");
  }

  private static Arbitrary<String> date(int lastYear) {
    return Combinators.combine(years(lastYear), monthDay(), Arbitraries.of(false, true))
        .as((year, day, era) -> era && year <= 4713 ? year(year) + day + " BC" : year(year) + day);
  }

  private static Arbitrary<String> timestamp(String offset) {
    return Combinators.combine(years(294_276), monthDay(), time(), Arbitraries.of(false, true))
        .as(
            (year, day, time, era) ->
                year(year) + day + " " + time + offset + (era && year <= 4713 ? " BC" : ""));
  }

  private static Arbitrary<Integer> years(int last) {
    return Arbitraries.oneOf(
        Arbitraries.integers().between(1, last), Arbitraries.integers().between(1900, 2100));
  }

  private static String year(int year) {
    return String.format(Locale.ROOT, "%04d", year);
  }

  private static Arbitrary<String> monthDay() {
    return Arbitraries.of(List.of("-01-01", "-02-28", "-03-01", "-06-30", "-11-22", "-12-31"));
  }

  private static Arbitrary<String> time() {
    Arbitrary<String> fraction =
        Arbitraries.integers()
            .between(0, 999_999)
            .map(micros -> String.format(Locale.ROOT, ".%06d", micros).replaceAll("\\.?0*$", ""));
    return Combinators.combine(Arbitraries.integers().between(0, 86_399), fraction)
        .as(
            (second, part) ->
                String.format(
                        Locale.ROOT, "%02d:%02d:%02d", second / 3600, second / 60 % 60, second % 60)
                    + part);
  }
}
