package dev.tidemark.acceptance.types;

import static dev.tidemark.acceptance.types.StoredType.type;

/** Dates and times: both ends of time, before our era, and beyond what a clock shows. */
final class Times {

  private static final String[] MOMENTS = {
    "2026-11-22 07:15:00",
    "2026-11-22 07:15:00.1",
    "2026-11-22 07:15:00.000001",
    "1969-12-31 23:59:59.999999",
    "1970-01-01 00:00:00",
    "0001-01-01 00:00:00",
    "0001-12-31 23:59:59.999999 BC",
    "4713-01-01 00:00:00 BC",
    "1582-10-10 12:00:00",
    "1900-02-28 23:59:60",
    "10000-01-01 00:00:00.5",
    "infinity",
    "-infinity",
  };

  private Times() {}

  static Family family() {
    return Family.of(
        "times",
        type("date", "2026-11-22", "1970-01-01", "1969-12-31", "0001-01-01", "0001-12-31 BC")
            .with("4714-11-24 BC", "5874897-12-31", "infinity", "-infinity", "1582-10-10")
            .key(),
        type("time without time zone", "00:00:00", "23:59:59.999999", "24:00:00", "12:34:56.7")
            .key(),
        type("time(3) without time zone", "12:34:56.789", "23:59:59.9996", "00:00:00").key(),
        type("time with time zone", "00:00:00+00", "23:59:59.999999-15:59:59", "24:00:00+15:59:59")
            .with("12:34:56.7+05:45", "07:15:00-03:30", "12:00:00+01", "11:00:00+00")
            .key(),
        type("time(0) with time zone", "12:34:56+01").named("time with time zone"),
        type("timestamp without time zone", MOMENTS)
            .with("4714-11-24 00:00:00 BC", "294276-12-31 23:59:59.999999")
            .key(),
        type(
                "timestamp(3) without time zone",
                "2026-11-22 07:15:00.123",
                "infinity",
                "0044-03-15 BC")
            .key(),
        type("timestamp(0) without time zone", "2026-11-22 07:15:00"),
        type("timestamp with time zone", MOMENTS)
            .with("4714-11-24 00:00:00+00 BC", "294276-12-31 23:59:59.999999+00")
            .with("2026-11-22 07:15:00+05:45", "1883-11-18 12:03:57-04:56:02")
            .key(),
        type("timestamp(2) with time zone", "2026-11-22 07:15:00.25+00", "-infinity"),
        type("interval", "0", "1 year 2 mons 3 days 04:05:06.789", "-1 year +2 mons -3 days")
            .with("178000000 years", "-178000000 years", "-00:00:00.000001", "2147483647 days")
            .with("100000:00:00", "1 mon -31 days", "infinity", "-infinity")
            .key()
            .twins("2 mons", "60 days"),
        type("interval second(2)", "1.25", "-0.5", "00:00:59.99").named("interval"),
        type("interval year to month", "1-2", "-3 mons").named("interval"));
  }
}
