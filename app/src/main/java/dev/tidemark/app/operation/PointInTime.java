package dev.tidemark.app.operation;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;

/**
 * Times as people write them: {@code 2026-11-22}, {@code 2026-11-22 07:15}, {@code
 * 2026-11-22T07:15:00.123456Z}, {@code 2026-11-22 07:15:00+01}.
 */
public final class PointInTime {

  private static final DateTimeFormatter FORM =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .optionalStart()
          .appendPattern("['T'][' ']HH:mm[:ss]")
          .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
          .optionalStart()
          .appendPattern("[' '][XXX][X]")
          .optionalEnd()
          .optionalEnd()
          .parseDefaulting(ChronoField.HOUR_OF_DAY, 0)
          .parseDefaulting(ChronoField.MINUTE_OF_HOUR, 0)
          .toFormatter(Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);

  private PointInTime() {}

  /**
   * @param zone of a time that names none
   * @throws IllegalArgumentException it is no time; the message says what to write
   */
  public static Instant parse(String text, ZoneId zone) {
    try {
      TemporalAccessor parsed =
          FORM.parseBest(text.strip(), ZonedDateTime::from, LocalDateTime::from);
      return parsed instanceof ZonedDateTime zoned
          ? zoned.toInstant()
          : ((LocalDateTime) parsed).atZone(zone).toInstant();
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "'"
              + text
              + "' is not a time; write for example '2026-11-22 07:15', '2026-11-22T07:15:00.5Z' or"
              + " '2026-11-22 07:15:00+01:00'",
          e);
    }
  }
}
