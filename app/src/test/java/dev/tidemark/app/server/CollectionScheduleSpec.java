package dev.tidemark.app.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.app.config.Configuration;
import dev.tidemark.app.home.CollectionOption;
import dev.tidemark.app.home.CollectionOptions;
import dev.tidemark.compactor.schedule.Due;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CollectionScheduleSpec {

  private static final Instant MADE = Instant.parse("2026-11-22T07:00:00Z");

  @Test
  void what_is_not_set_on_a_collection_is_the_configurations() {
    assertThat(schedule(Map.of()))
        .isEqualTo(
            new CollectionSchedule(
                Optional.of(Duration.ofDays(7)), Optional.of(Duration.ofHours(1))));
    assertThat(schedule(Map.of(CollectionOption.FULL_EVERY, "1d")))
        .isEqualTo(
            new CollectionSchedule(
                Optional.of(Duration.ofDays(1)), Optional.of(Duration.ofHours(1))));
    assertThat(schedule(Map.of(CollectionOption.INCREMENTAL_EVERY, "5m")))
        .isEqualTo(
            new CollectionSchedule(
                Optional.of(Duration.ofDays(7)), Optional.of(Duration.ofMinutes(5))));
  }

  @Test
  void a_configuration_without_backups_has_none_unless_a_collection_asks() {
    assertThat(CollectionSchedule.of(CollectionOptions.NONE, withoutBackups()).isNever()).isTrue();
    assertThat(
            CollectionSchedule.of(
                new CollectionOptions(Map.of(CollectionOption.FULL_EVERY, "1d")), withoutBackups()))
        .isEqualTo(new CollectionSchedule(Optional.of(Duration.ofDays(1)), Optional.empty()));
  }

  @Test
  void without_incrementals_a_full_is_due_that_often_and_nothing_between() {
    CollectionSchedule schedule =
        schedule(
            Map.of(
                CollectionOption.FULL_EVERY,
                "1d",
                CollectionOption.INCREMENTAL_BACKUP_ENABLED,
                "false"));

    assertThat(schedule.due(List.of(), MADE, MADE.plus(Duration.ofHours(23))))
        .isEqualTo(new Due.Nothing(MADE.plus(Duration.ofDays(1))));
    assertThat(schedule.due(List.of(), MADE, MADE.plus(Duration.ofDays(1))))
        .isEqualTo(new Due.Full());
  }

  @Test
  void off_is_never() {
    CollectionSchedule schedule =
        schedule(
            Map.of(CollectionOption.FULL_EVERY, "off", CollectionOption.INCREMENTAL_EVERY, "off"));

    assertThat(schedule.isNever()).isTrue();
  }

  private static CollectionSchedule schedule(Map<CollectionOption, String> options) {
    return CollectionSchedule.of(new CollectionOptions(options), Configuration.DEFAULT);
  }

  private static Configuration withoutBackups() {
    Configuration absent = Configuration.DEFAULT;
    return new Configuration(
        absent.bootstrapServers(),
        absent.kafkaProperties(),
        absent.replicationFactor(),
        absent.partitions(),
        absent.flushEvery(),
        absent.heartbeat(),
        absent.buffers(),
        absent.sourceLogWarning(),
        Optional.empty(),
        absent.fullEvery(),
        absent.backupMemory(),
        absent.releaseAfter(),
        absent.http());
  }
}
