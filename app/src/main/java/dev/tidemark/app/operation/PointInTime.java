package dev.tidemark.app.operation;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.List;
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
          : instant((LocalDateTime) parsed, zone);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "'"
              + text
              + "' is not a time; write for example '2026-11-22 07:15', '2026-11-22T07:15:00.5Z' or"
              + " '2026-11-22 07:15:00+01:00'",
          e);
    }
  }

  /**
   * When clocks are put forward or back there are times that never were, and some that were twice.
   */
  private static Instant instant(LocalDateTime local, ZoneId zone) {
    List<ZoneOffset> offsets = zone.getRules().getValidOffsets(local);
    if (offsets.isEmpty()) {
      throw new IllegalArgumentException(
          "'" + local + "' is no time in " + zone + ", where the clocks were put forward over it");
    }
    if (offsets.size() > 1) {
      throw new IllegalArgumentException(
          "'"
              + local
              + "' was twice in "
              + zone
              + ", where the clocks were put back; write '"
              + local
              + offsets.get(0)
              + "' or '"
              + local
              + offsets.get(1)
              + "'");
    }
    return local.toInstant(offsets.get(0));
  }
}
