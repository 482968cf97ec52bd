package dev.tidemark.schemas.row;

import java.util.Comparator;

/**
 * A date or a time as a value that can be compared. Compare those of one type only.
 *
 * @param day days since 1970-01-01, in UTC where the type has a zone; the infinities are the least
 *     and the greatest number there is
 * @param microOfDay microseconds since midnight, up to 86,400,000,000 for a time of day
 */
public record Moment(long day, long microOfDay) implements Comparable<Moment> {

  private static final Comparator<Moment> ORDER =
      Comparator.comparingLong(Moment::day).thenComparingLong(Moment::microOfDay);

  /**
   * @throws IllegalArgumentException it is no date as the source prints it
   * @throws java.time.DateTimeException there is no such day
   */
  public static Moment date(String text) {
    return isInfinite(text) ? infinity(text) : new Moment(new TimeText(text).date(), 0);
  }

  /** A time without a date, as {@link #date} in what it throws. */
  public static Moment timeOfDay(String text) {
    return new Moment(0, new TimeText(text).timeOfDay());
  }

  /** A timestamp without time zone, as {@link #date} in what it throws. */
  public static Moment timestamp(String text) {
    return timestamp(text, TimeText.Zone.NONE);
  }

  /** A timestamp with its offset from UTC, as {@link #date} in what it throws. */
  public static Moment timestampWithZone(String text) {
    return timestamp(text, TimeText.Zone.OFFSET);
  }

  private static Moment timestamp(String text, TimeText.Zone zone) {
    if (isInfinite(text)) {
      return infinity(text);
    }
    TimeText parsed = new TimeText(text);
    parsed.timestamp(zone);
    return new Moment(parsed.day(), parsed.microOfDay());
  }

  private static boolean isInfinite(String text) {
    return text.equals("infinity") || text.equals("-infinity");
  }

  private static Moment infinity(String text) {
    return new Moment(text.startsWith("-") ? Long.MIN_VALUE : Long.MAX_VALUE, 0);
  }

  @Override
  public int compareTo(Moment other) {
    return ORDER.compare(this, other);
  }
}
