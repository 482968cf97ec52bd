package dev.tidemark.app.output;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Locale;

/** Quantities as people read them. */
public final class Text {

  private static final DateTimeFormatter TIME =
      new DateTimeFormatterBuilder()
          .appendPattern("yyyy-MM-dd HH:mm:ss")
          .appendFraction(ChronoField.MICRO_OF_SECOND, 0, 6, true)
          .appendOffset("+HH:MM", "+00:00")
          .toFormatter(Locale.ROOT);

  private Text() {}

  /** A time in a zone, with its offset, down to the last microsecond it has. */
  public static String time(Instant time, ZoneId zone) {
    return TIME.format(time.atZone(zone));
  }

  public static String size(long bytes) {
    if (bytes < 1024) {
      return bytes + " B";
    }
    double amount = bytes;
    String[] units = {"KiB", "MiB", "GiB", "TiB"};
    int unit = -1;
    while (amount >= 1024 && unit < units.length - 1) {
      amount /= 1024;
      unit++;
    }
    return String.format(Locale.ROOT, "%.1f %s", amount, units[unit]);
  }

  /** Digits in groups of three. */
  public static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** A count and its noun: {@code 1 row}, {@code 2 rows}. */
  public static String count(long number, String noun) {
    return count(number) + " " + noun + (number == 1 ? "" : "s");
  }

  public static String length(Duration length) {
    if (length.toMinutes() < 1) {
      return String.format(Locale.ROOT, "%.1f s", length.toMillis() / 1000.0);
    }
    if (length.toHours() < 1) {
      return length.toMinutes() + " min " + length.toSecondsPart() + " s";
    }
    if (length.toDays() < 1) {
      return length.toHours() + " h " + length.toMinutesPart() + " min";
    }
    return length.toDays() + " d " + length.toHoursPart() + " h";
  }
}
