package dev.tidemark.schemas.row;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;

/**
 * Reads a date or a time as PostgreSQL prints it under {@code DateStyle = ISO}: years of four or
 * more digits, {@code BC} at the end, up to six digits of a second, and an offset of hours, minutes
 * and seconds.
 */
final class TimeText {

  /** Whether an offset from UTC follows. */
  enum Zone {
    NONE,
    OFFSET
  }

  static final long MICROS_PER_SECOND = 1_000_000L;
  static final long MICROS_PER_DAY = 86_400 * MICROS_PER_SECOND;

  /** The days of which every instant has a number of microseconds. */
  private static final long LAST_DAY = Long.MAX_VALUE / MICROS_PER_DAY - 1;

  private static final byte[] BEFORE_CHRIST = " BC".getBytes(StandardCharsets.US_ASCII);

  private final byte[] text;
  private int at;
  private int end;
  private long day;
  private long microOfDay;

  /** What is not ASCII is no part of a date or a time, whatever becomes of it here. */
  TimeText(String text) {
    this(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private TimeText(byte[] text) {
    this(text, 0, text.length);
  }

  /**
   * @param text is read between two places
   */
  TimeText(byte[] text, int from, int end) {
    this.text = text;
    this.at = from;
    this.end = end;
  }

  /** The whole text as a date: days since 1970-01-01. */
  long date() {
    boolean beforeChrist = takeEra();
    long epochDay = calendarDate(beforeChrist);
    requireEnd();
    return epochDay;
  }

  /** The whole text as a time of day, in microseconds; 24:00:00 is one. */
  long timeOfDay() {
    long micros = clock();
    requireEnd();
    return micros;
  }

  /** The whole text as a timestamp; the answer is {@link #day()} and {@link #microOfDay()}. */
  void timestamp(Zone zone) {
    boolean beforeChrist = takeEra();
    day = calendarDate(beforeChrist);
    take(' ');
    microOfDay = clock();
    if (zone == Zone.OFFSET) {
      microOfDay -= offsetSeconds() * MICROS_PER_SECOND;
    }
    requireEnd();
    day += Math.floorDiv(microOfDay, MICROS_PER_DAY);
    microOfDay = Math.floorMod(microOfDay, MICROS_PER_DAY);
  }

  long day() {
    return day;
  }

  long microOfDay() {
    return microOfDay;
  }

  boolean fitsMicros() {
    return day <= LAST_DAY && day >= -LAST_DAY;
  }

  long epochMicros() {
    return day * MICROS_PER_DAY + microOfDay;
  }

  private boolean takeEra() {
    int era = end - BEFORE_CHRIST.length;
    boolean beforeChrist =
        era >= at && Arrays.equals(text, era, end, BEFORE_CHRIST, 0, BEFORE_CHRIST.length);
    if (beforeChrist) {
      end = era;
    }
    return beforeChrist;
  }

  /** There is no year 0 for people: 1 BC is the calendar's year 0. */
  private long calendarDate(boolean beforeChrist) {
    int year = number(4, 9);
    take('-');
    int month = number(2, 2);
    take('-');
    int dayOfMonth = number(2, 2);
    return LocalDate.of(beforeChrist ? 1 - year : year, month, dayOfMonth).toEpochDay();
  }

  private long clock() {
    int hour = number(2, 2);
    take(':');
    int minute = number(2, 2);
    take(':');
    int second = number(2, 2);
    if (hour > 24 || minute > 59 || second > 59) {
      throw malformed();
    }
    long micros = ((hour * 60L + minute) * 60 + second) * MICROS_PER_SECOND + fraction();
    if (micros > MICROS_PER_DAY) {
      throw malformed();
    }
    return micros;
  }

  private int fraction() {
    if (!peek('.')) {
      return 0;
    }
    at++;
    int from = at;
    int micros = number(1, 6);
    for (int digits = at - from; digits < 6; digits++) {
      micros *= 10;
    }
    return micros;
  }

  private long offsetSeconds() {
    boolean west = peek('-');
    if (!west && !peek('+')) {
      throw malformed();
    }
    at++;
    long seconds = number(2, 2) * 3600L;
    if (peek(':')) {
      at++;
      seconds += number(2, 2) * 60L;
    }
    if (peek(':')) {
      at++;
      seconds += number(2, 2);
    }
    return west ? -seconds : seconds;
  }

  private int number(int leastDigits, int mostDigits) {
    int from = at;
    int value = 0;
    while (at < end && at - from < mostDigits && isDigit(text[at])) {
      value = value * 10 + (text[at++] - '0');
    }
    if (at - from < leastDigits) {
      throw malformed();
    }
    return value;
  }

  private static boolean isDigit(byte c) {
    return c >= '0' && c <= '9';
  }

  private boolean peek(char c) {
    return at < end && text[at] == c;
  }

  private void take(char c) {
    if (!peek(c)) {
      throw malformed();
    }
    at++;
  }

  private void requireEnd() {
    if (at != end) {
      throw malformed();
    }
  }

  private static IllegalArgumentException malformed() {
    return new IllegalArgumentException("not a date or time in ISO style");
  }
}
