package dev.tidemark.capture.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.capture.catalog.Lsn;
import dev.tidemark.capture.catalog.ServerTimeline;
import dev.tidemark.schemas.database.DatabaseUrl;
import io.debezium.config.Configuration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The engine's settings")
final class StreamSettingsTest {

  private static final StreamSettings SETTINGS =
      new StreamSettings(
          DatabaseUrl.parse("postgresql://me:s3cret@db.example/shop?sslmode=require"),
          "tidemark_shop",
          Lsn.parse("16/B374D848"),
          Optional.of(new ServerTimeline("7432168090000000001", 3)),
          1 << 20);

  private static Map<String, String> strings(Properties properties) {
    Map<String, String> strings = new HashMap<>();
    properties.stringPropertyNames().forEach(key -> strings.put(key, properties.getProperty(key)));
    return strings;
  }

  @Test
  void come_out_of_the_engine_as_they_went_in() {
    StreamSettings found = StreamSettings.of(strings(SETTINGS.properties()));

    assertThat(found.resume()).isEqualTo(SETTINGS.resume());
    assertThat(found.name()).isEqualTo("tidemark_shop");
    assertThat(found.queuedBytes()).isEqualTo(1 << 20);
    assertThat(found.source().place()).isEqualTo(SETTINGS.source().place());
    assertThat(found.source().password().reveal()).isEqualTo("s3cret");
    assertThat(found.source().parameters()).containsEntry("sslmode", "require");
  }

  @Test
  void hide_the_password_when_the_engine_prints_them() {
    Configuration printed = Configuration.from(SETTINGS.properties()).withMaskedPasswords();

    assertThat(printed.asMap().values()).noneMatch(value -> value.contains("s3cret"));
  }

  @Test
  void hand_on_what_the_url_asks_of_the_driver() {
    assertThat(SETTINGS.properties())
        .containsEntry("driver.sslmode", "require")
        .containsEntry("database.sslmode", "require");
  }

  @Test
  void name_the_publication_as_an_identifier() {
    assertThat(SETTINGS.publication()).isEqualTo("\"tidemark_shop\"");
  }
}
