package dev.tidemark.app.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.capture.publish.LogLimit;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KafkaWarningSpec {

  private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
  private static final Instant HOUR_AGO = NOW.minusSeconds(3600);
  private static final String ORDERS = "shop.public.orders";
  private static final LogLimit DAY = new LogLimit(ORDERS, "retention.ms", "86400000");
  private static final LogLimit MINUTE = new LogLimit("shop.timeline", "retention.ms", "60000");
  private static final LogLimit SIZE = new LogLimit(ORDERS, "retention.bytes", "1048576");
  private static final LogLimit COMPACT = new LogLimit(ORDERS, "cleanup.policy", "compact");

  private static KafkaWarning warning(Map<String, Instant> waiting, LogLimit... limits) {
    return KafkaWarning.of(List.of(limits), waiting, NOW).orElseThrow();
  }

  @Test
  void without_a_limit_there_is_none() {
    assertThat(KafkaWarning.of(List.of(), Map.of(ORDERS, HOUR_AGO), NOW)).isEmpty();
  }

  @Test
  void a_limit_of_age_counts_from_the_oldest_change_that_no_backup_has() {
    KafkaWarning warning = warning(Map.of(ORDERS, HOUR_AGO), DAY);

    assertThat(warning.expires()).contains(HOUR_AGO.plusSeconds(86400));
    assertThat(warning.text())
        .isEqualTo(
            "topic shop.public.orders has retention.ms = 86400000: Kafka removes what is older than"
                + " 1 d 0 h, whether a backup has it or not; the oldest that no backup has is of"
                + " 2026-11-22T11:00:00Z and may go in 23 h 0 min. Set it back: kafka-configs"
                + " --alter --entity-type topics --entity-name shop.public.orders --add-config"
                + " cleanup.policy=delete,retention.ms=-1,retention.bytes=-1");
  }

  @Test
  void what_a_backup_has_is_not_waited_for_and_the_next_change_has_all_the_time() {
    KafkaWarning warning = warning(Map.of(), DAY);

    assertThat(warning.expires()).contains(NOW.plusSeconds(86400));
    assertThat(warning.text()).contains("or not; nothing in it waits for a backup now. Set it");
  }

  @Test
  void what_is_older_than_it_may_be_can_go_at_any_time_and_is_told_before_the_others() {
    KafkaWarning warning =
        warning(Map.of(ORDERS, HOUR_AGO, "shop.timeline", HOUR_AGO), COMPACT, DAY, MINUTE);

    assertThat(warning.expires()).contains(HOUR_AGO.plusSeconds(60));
    assertThat(warning.text())
        .startsWith(
            "topic shop.timeline has retention.ms = 60000: Kafka removes what is older than 1 min"
                + " 0 s, whether a backup has it or not; the oldest that no backup has is of"
                + " 2026-11-22T11:00:00Z and may go at any time; further limits: 2. Set");
  }

  @Test
  void limits_of_size_and_compaction_have_no_time_that_is_known() {
    assertThat(warning(Map.of(ORDERS, HOUR_AGO), SIZE, COMPACT).expires()).isEmpty();
    assertThat(warning(Map.of(ORDERS, HOUR_AGO), SIZE, COMPACT).text())
        .startsWith(
            "topic shop.public.orders has cleanup.policy = compact: Kafka keeps but the newest"
                + " change of each key, whether a backup has it or not; the oldest that no backup"
                + " has is of 2026-11-22T11:00:00Z; further limits: 1. Set it back: ");
    assertThat(warning(Map.of(), SIZE).text())
        .startsWith(
            "topic shop.public.orders has retention.bytes = 1048576: Kafka removes the oldest beyond"
                + " 1.0 MiB, whether a backup has it or not; nothing in it waits for a backup now.");
  }

  @Test
  void topics_whose_newest_records_are_enough_are_set_back_to_those() {
    assertThat(warning(Map.of(), new LogLimit("shop.schemas", "retention.ms", "1000")).text())
        .endsWith("--entity-name shop.schemas --add-config cleanup.policy=compact");
  }
}
