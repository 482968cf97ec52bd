package dev.tidemark.app.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PointInTimeSpec {

  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  @ParameterizedTest
  @CsvSource({
    "2026-11-22,                      2026-11-21T23:00:00Z",
    "2026-11-22 07:15,                2026-11-22T06:15:00Z",
    "2026-07-22 07:15,                2026-07-22T05:15:00Z",
    "2026-11-22T07:15:30,             2026-11-22T06:15:30Z",
    "2026-11-22 07:15:30.123456,      2026-11-22T06:15:30.123456Z",
    "2026-11-22 07:15Z,               2026-11-22T07:15:00Z",
    "2026-11-22T07:15:30.5Z,          2026-11-22T07:15:30.5Z",
    "2026-11-22 07:15:30+02,          2026-11-22T05:15:30Z",
    "2026-11-22 07:15:30.25 -05:30,   2026-11-22T12:45:30.25Z",
  })
  void a_time_is_read_in_its_zone_or_else_in_the_machines(String text, String instant) {
    assertThat(PointInTime.parse(text, BERLIN)).isEqualTo(Instant.parse(instant));
  }

  @ParameterizedTest
  @CsvSource({
    "yesterday",
    "07:15",
    "2026-13-01",
    "2026-02-31 12:00",
    "2026-11-22 25:00",
    "2026-11-22 07:15 Berlin"
  })
  void what_is_no_time_is_refused_with_examples(String text) {
    assertThatThrownBy(() -> PointInTime.parse(text, BERLIN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "'"
                + text
                + "' is not a time; write for example '2026-11-22 07:15', '2026-11-22T07:15:00.5Z'"
                + " or '2026-11-22 07:15:00+01:00'");
  }

  @Test
  void a_time_that_was_twice_or_never_is_not_guessed() {
    assertThatThrownBy(() -> PointInTime.parse("2026-10-25 02:30", BERLIN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "'2026-10-25T02:30' was twice in Europe/Berlin, where the clocks were put back; write"
                + " '2026-10-25T02:30+02:00' or '2026-10-25T02:30+01:00'");
    assertThatThrownBy(() -> PointInTime.parse("2026-03-29 02:30", BERLIN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "'2026-03-29T02:30' is no time in Europe/Berlin, where the clocks were put forward over"
                + " it");
    assertThat(PointInTime.parse("2026-10-25T02:30+01:00", BERLIN))
        .isEqualTo(Instant.parse("2026-10-25T01:30:00Z"));
  }

  @Test
  void nothing_is_no_time() {
    assertThatThrownBy(() -> PointInTime.parse("", BERLIN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("'' is not a time");
  }
}
