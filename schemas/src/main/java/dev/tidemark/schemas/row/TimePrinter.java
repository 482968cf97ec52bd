package dev.tidemark.schemas.row;

import static dev.tidemark.schemas.row.TimeText.MICROS_PER_DAY;
import static dev.tidemark.schemas.row.TimeText.MICROS_PER_SECOND;

import java.time.LocalDate;

/** Prints dates and times as PostgreSQL does under {@code DateStyle = ISO} and UTC. */
final class TimePrinter {

  private TimePrinter() {}

  static String date(long epochDay) {
    LocalDate date = LocalDate.ofEpochDay(epochDay);
    StringBuilder text = new StringBuilder(16);
    appendDate(date, text);
    appendEra(date, text);
    return text.toString();
  }

  static String time(long micros) {
    StringBuilder text = new StringBuilder(16);
    appendClock(micros, text);
    return text.toString();
  }

  static String timestamp(long epochMicros, TimeText.Zone zone) {
    return timestamp(
        Math.floorDiv(epochMicros, MICROS_PER_DAY),
        Math.floorMod(epochMicros, MICROS_PER_DAY),
        zone);
  }

  static String timestamp(long epochDay, long microOfDay, TimeText.Zone zone) {
    LocalDate date = LocalDate.ofEpochDay(epochDay);
    StringBuilder text = new StringBuilder(32);
    appendDate(date, text);
    text.append(' ');
    appendClock(microOfDay, text);
    if (zone == TimeText.Zone.OFFSET) {
      text.append("+00");
    }
    appendEra(date, text);
    return text.toString();
  }

  private static void appendDate(LocalDate date, StringBuilder text) {
    int year = date.getYear() > 0 ? date.getYear() : 1 - date.getYear();
    for (int bound = 1000; bound > 1 && year < bound; bound /= 10) {
      text.append('0');
    }
    text.append(year).append('-');
    appendTwo(date.getMonthValue(), text);
    text.append('-');
    appendTwo(date.getDayOfMonth(), text);
  }

  private static void appendEra(LocalDate date, StringBuilder text) {
    if (date.getYear() <= 0) {
      text.append(" BC");
    }
  }

  private static void appendClock(long micros, StringBuilder text) {
    int seconds = (int) (micros / MICROS_PER_SECOND);
    appendTwo(seconds / 3600, text);
    text.append(':');
    appendTwo(seconds / 60 % 60, text);
    text.append(':');
    appendTwo(seconds % 60, text);
    int fraction = (int) (micros % MICROS_PER_SECOND);
    if (fraction != 0) {
      appendFraction(fraction, text);
    }
  }

  /** Six digits without the zeros at the end. */
  private static void appendFraction(int micros, StringBuilder text) {
    text.append('.');
    int rest = micros;
    for (int unit = 100_000; rest != 0; unit /= 10) {
      text.append((char) ('0' + rest / unit));
      rest %= unit;
    }
  }

  private static void appendTwo(int value, StringBuilder text) {
    text.append((char) ('0' + value / 10)).append((char) ('0' + value % 10));
  }
}
