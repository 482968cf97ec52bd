package dev.tidemark.capture.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.capture.catalog.Lsn;
import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.database.DatabaseUrl;
import io.debezium.config.Configuration;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The engine's settings")
final class StreamSettingsTest {

  private static Properties properties(TableId... tables) {
    return new StreamSettings(
            DatabaseUrl.parse("postgresql://me:s3cret@db.example/shop?sslmode=require"),
            "tidemark_shop",
            List.of(tables),
            Lsn.parse("16/B374D848"),
            Duration.ofSeconds(5),
            8192,
            1 << 20)
        .properties("placeholder");
  }

  @Test
  void name_each_table_by_a_pattern_that_matches_it_alone() {
    TableId odd = new TableId("Odd one", "a.b,c(d)$ä😀");
    String pattern = properties(odd).getProperty("table.include.list");

    assertThat(pattern).doesNotContain(",");
    assertThat("Odd one.a.b,c(d)$ä😀").matches(Pattern.compile(pattern));
    assertThat("Odd one.aXb,c(d)$ä😀").doesNotMatch(Pattern.compile(pattern));
  }

  @Test
  void begin_at_a_place_in_the_log_and_at_nothing_else() {
    assertThat(properties(TableId.parse("public.t")))
        .containsEntry("tidemark.resume.lsn", Long.toString(0x16_B374D848L))
        .containsEntry("errors.max.retries", "0")
        .containsEntry("slot.drop.on.stop", "false")
        .containsEntry("skipped.operations", "none");
  }

  @Test
  void hide_the_password_when_the_engine_prints_them() {
    Configuration printed =
        Configuration.from(properties(TableId.parse("public.t"))).withMaskedPasswords();

    assertThat(printed.asMap().values()).noneMatch(value -> value.contains("s3cret"));
  }

  @Test
  void hand_on_what_the_url_asks_of_the_driver() {
    assertThat(properties(TableId.parse("public.t")))
        .containsEntry("driver.sslmode", "require")
        .containsEntry("database.sslmode", "require");
  }
}
