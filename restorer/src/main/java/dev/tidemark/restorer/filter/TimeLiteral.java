package dev.tidemark.restorer.filter;

import dev.tidemark.schemas.row.Moment;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Dates and times as people write them, made into what the source prints: midnight and whole
 * minutes need no more digits, {@code T} may stand for the blank, {@code Z} for +00.
 */
final class TimeLiteral {

  private static final Pattern SHAPE =
      Pattern.compile(
          "(?<date>\\d{4,9}-\\d\\d-\\d\\d)"
              + "([ T](?<minute>\\d\\d:\\d\\d)(?<second>:\\d\\d(\\.\\d{1,6})?)?)?"
              + " ?(?<zone>Z|[+-]\\d\\d(:\\d\\d(:\\d\\d)?)?)?(?<era> BC)?");
  private static final Pattern OF_DAY =
      Pattern.compile("(?<minute>\\d\\d:\\d\\d)(?<second>:\\d\\d(\\.\\d{1,6})?)?");

  private TimeLiteral() {}

  /**
   * @throws IllegalArgumentException it is none
   * @throws java.time.DateTimeException there is no such day
   */
  static Moment timestamp(String text) {
    Matcher parts = SHAPE.matcher(text);
    if (!parts.matches()) {
      return Moment.timestamp(text);
    }
    if (parts.group("zone") != null) {
      throw new IllegalArgumentException("the type has no zone");
    }
    return Moment.timestamp(local(parts) + era(parts));
  }

  /** As {@link #timestamp(String)}; without a zone it is in the one given. */
  static Moment timestampWithZone(String text, ZoneId zone) {
    Matcher parts = SHAPE.matcher(text);
    if (!parts.matches()) {
      return Moment.timestampWithZone(text);
    }
    String offset = parts.group("zone");
    if (offset == null) {
      offset = offset(parts, zone);
    } else if (offset.equals("Z")) {
      offset = "+00";
    }
    return Moment.timestampWithZone(local(parts) + offset + era(parts));
  }

  static Moment timeOfDay(String text) {
    Matcher parts = OF_DAY.matcher(text);
    return Moment.timeOfDay(parts.matches() ? clock(parts) : text);
  }

  private static String local(Matcher parts) {
    return parts.group("date") + " " + (parts.group("minute") == null ? "00:00:00" : clock(parts));
  }

  private static String clock(Matcher parts) {
    return parts.group("minute") + (parts.group("second") == null ? ":00" : parts.group("second"));
  }

  private static String era(Matcher parts) {
    return parts.group("era") == null ? "" : " BC";
  }

  /**
   * What a zone's offset was then. It has one only for a date that the calendar of zones knows, and
   * not for a time that was twice or never, when clocks were put back or forward.
   */
  private static String offset(Matcher parts, ZoneId zone) {
    if (parts.group("era") != null) {
      throw new IllegalArgumentException("it needs its offset from UTC");
    }
    String minute = parts.group("minute") == null ? "00:00" : parts.group("minute");
    List<ZoneOffset> offsets =
        zone.getRules()
            .getValidOffsets(LocalDate.parse(parts.group("date")).atTime(LocalTime.parse(minute)));
    if (offsets.size() != 1) {
      throw new IllegalArgumentException("it needs its offset from UTC");
    }
    ZoneOffset offset = offsets.get(0);
    return offset.equals(ZoneOffset.UTC) ? "+00" : offset.getId();
  }
}
