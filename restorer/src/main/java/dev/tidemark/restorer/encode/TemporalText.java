package dev.tidemark.restorer.encode;

import java.time.LocalDate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Dates and timestamps that are kept as text because they have no number of their own: the
 * infinities, and the last years of PostgreSQL's range. Rare, so read without haste.
 */
final class TemporalText {

  static final long MICROS_PER_DAY = 86_400_000_000L;

  /** Days and microseconds from 1970 to 2000, where PostgreSQL begins to count. */
  static final int DAYS_TO_2000 = 10_957;

  static final long MICROS_TO_2000 = DAYS_TO_2000 * MICROS_PER_DAY;

  private static final Pattern TEXT =
      Pattern.compile(
          "(\\d{4,})-(\\d\\d)-(\\d\\d)"
              + "(?: (\\d\\d):(\\d\\d):(\\d\\d)(?:\\.(\\d{1,6}))?(?:\\+00)?)?( BC)?");

  private TemporalText() {}

  /** Days from 2000-01-01, as the server's binary form has them. */
  static int days(String text) {
    return switch (text) {
      case "infinity" -> Integer.MAX_VALUE;
      case "-infinity" -> Integer.MIN_VALUE;
      default -> Math.toIntExact(date(match(text)) - DAYS_TO_2000);
    };
  }

  /** Microseconds from 2000-01-01, as the server's binary form has them. */
  static long micros(String text) {
    return switch (text) {
      case "infinity" -> Long.MAX_VALUE;
      case "-infinity" -> Long.MIN_VALUE;
      default -> {
        Matcher parts = match(text);
        long seconds = number(parts, 4) * 3600 + number(parts, 5) * 60 + number(parts, 6);
        String fraction = parts.group(7) == null ? "" : parts.group(7);
        long micros = Long.parseLong((fraction + "000000").substring(0, 6));
        yield Math.addExact(
            Math.multiplyExact(date(parts) - DAYS_TO_2000, MICROS_PER_DAY),
            seconds * 1_000_000 + micros);
      }
    };
  }

  private static long date(Matcher parts) {
    int year = (int) number(parts, 1);
    int month = (int) number(parts, 2);
    return LocalDate.of(parts.group(8) == null ? year : 1 - year, month, (int) number(parts, 3))
        .toEpochDay();
  }

  private static long number(Matcher parts, int group) {
    return parts.group(group) == null ? 0 : Long.parseLong(parts.group(group));
  }

  private static Matcher match(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("neither a date nor a timestamp: " + text);
    }
    return matcher;
  }
}
