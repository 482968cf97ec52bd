package dev.tidemark.app.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.app.home.CollectionOption;
import dev.tidemark.app.home.CollectionOptions;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ScheduledDrillsSpec {

  private static final Instant CREATED = Instant.parse("2026-11-22T07:15:00Z");

  @Test
  void a_drill_is_due_an_interval_after_the_last_or_after_the_collection_was_made() {
    CollectionOptions weekly = new CollectionOptions(Map.of(CollectionOption.DRILL_EVERY, "7d"));

    assertThat(ScheduledDrills.due(weekly, Optional.empty(), CREATED))
        .contains(Instant.parse("2026-11-29T07:15:00Z"));
    assertThat(
            ScheduledDrills.due(
                weekly, Optional.of(Instant.parse("2026-12-01T00:00:00Z")), CREATED))
        .contains(Instant.parse("2026-12-08T00:00:00Z"));
  }

  @Test
  void none_is_due_where_nobody_wants_one() {
    CollectionOptions off = new CollectionOptions(Map.of(CollectionOption.DRILL_EVERY, "off"));

    assertThat(ScheduledDrills.due(off, Optional.empty(), CREATED)).isEmpty();
    assertThat(ScheduledDrills.due(CollectionOptions.NONE, Optional.empty(), CREATED)).isEmpty();
  }
}
