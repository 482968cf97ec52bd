package dev.tidemark.app.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextSpec {

  @ParameterizedTest
  @CsvSource({"0,0 B", "1023,1023 B", "1024,1.0 KiB", "1572864,1.5 MiB", "5368709120,5.0 GiB"})
  void sizes_have_the_unit_that_keeps_them_short(long bytes, String text) {
    assertThat(Text.size(bytes)).isEqualTo(text);
  }

  @Test
  void times_have_their_offset_and_no_more_digits_than_they_need() {
    ZoneId berlin = ZoneId.of("Europe/Berlin");

    assertThat(Text.time(Instant.parse("2026-11-22T06:15:00Z"), berlin))
        .isEqualTo("2026-11-22 07:15:00+01:00");
    assertThat(Text.time(Instant.parse("2026-11-22T06:15:00.120045Z"), ZoneId.of("UTC")))
        .isEqualTo("2026-11-22 06:15:00.120045+00:00");
  }

  @Test
  void counts_are_grouped_and_agree_with_their_noun() {
    assertThat(Text.count(1, "row")).isEqualTo("1 row");
    assertThat(Text.count(1234567, "row")).isEqualTo("1,234,567 rows");
  }

  @Test
  void lengths_of_time_have_two_units_at_most() {
    assertThat(Text.length(Duration.ofMillis(1250))).isEqualTo("1.3 s");
    assertThat(Text.length(Duration.ofSeconds(61))).isEqualTo("1 min 1 s");
    assertThat(Text.length(Duration.ofMinutes(125))).isEqualTo("2 h 5 min");
    assertThat(Text.length(Duration.ofHours(49))).isEqualTo("2 d 1 h");
  }

  @Test
  void a_table_is_as_wide_as_its_widest_cells() {
    Table table = new Table("name", "rows");
    table.add("a", "12");
    table.add("longer name", "3");

    ByteArrayOutputStream out = new ByteArrayOutputStream();
    table.print(new PrintStream(out, true, StandardCharsets.UTF_8));

    assertThat(out.toString(StandardCharsets.UTF_8))
        .isEqualToNormalizingNewlines("name         rows\na            12\nlonger name  3\n");
  }

  @Test
  void a_document_is_one_json_value() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();

    Json.print(new PrintStream(out, true, StandardCharsets.UTF_8), Map.of("rows", List.of(1, 2)));

    assertThat(out.toString(StandardCharsets.UTF_8).replaceAll("\\s", ""))
        .isEqualTo("{\"rows\":[1,2]}");
  }

  @Test
  void the_zone_of_the_environment_is_before_the_machines() {
    assertThat(MachineZone.of(Map.of("TZ", "Europe/Berlin"))).isEqualTo(ZoneId.of("Europe/Berlin"));
    assertThat(MachineZone.of(Map.of("TZ", ":Asia/Tokyo"))).isEqualTo(ZoneId.of("Asia/Tokyo"));
    assertThat(MachineZone.of(Map.of())).isEqualTo(ZoneId.systemDefault());
  }
}
