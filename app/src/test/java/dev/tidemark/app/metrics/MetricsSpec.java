package dev.tidemark.app.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.app.home.CollectionState;
import dev.tidemark.app.metrics.Metrics.Ending;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MetricsSpec {

  private final Metrics metrics = new Metrics();

  @AfterEach
  void close() {
    metrics.close();
  }

  @Test
  void what_is_known_of_a_collection_has_a_line() {
    assertThat(metrics.page(List.of(Overviews.streaming("shop"))).lines())
        .contains(
            "tidemark_capture_state{collection=\"shop\",state=\"streaming\"} 1.0",
            "tidemark_capture_state{collection=\"shop\",state=\"gap\"} 0.0",
            "tidemark_capture_error{collection=\"shop\"} 0.0",
            "tidemark_captured_sequence{collection=\"shop\"} 42.0",
            "tidemark_captured_time_seconds{collection=\"shop\"} 1.7953317E9",
            "tidemark_lag_seconds{collection=\"shop\"} 1.5",
            "tidemark_lag_bytes{collection=\"shop\"} 4096.0",
            "tidemark_retained_wal_bytes{collection=\"shop\"} 16384.0",
            "tidemark_backups{collection=\"shop\"} 0.0");
  }

  @Test
  void the_last_drill_is_told_and_whether_it_passed() {
    assertThat(metrics.page(List.of(Overviews.drilled(Optional.empty()))).lines())
        .contains(
            "tidemark_last_drill_time_seconds{collection=\"shop\"} 1.79533171E9",
            "tidemark_last_drill_passed{collection=\"shop\"} 1.0");
    assertThat(metrics.page(List.of(Overviews.drilled(Optional.of("a file is missing")))))
        .contains("tidemark_last_drill_passed{collection=\"shop\"} 0.0");
  }

  @Test
  void since_when_backups_fail_is_told_and_zero_while_they_do_not() {
    Instant since = Instant.parse("2026-11-22T07:00:00Z");

    assertThat(metrics.page(List.of(Overviews.failing(since, "not mounted"))))
        .contains("tidemark_backup_failing_since_time_seconds{collection=\"shop\"} 1.7953308E9");
    assertThat(metrics.page(List.of(Overviews.streaming("shop"))))
        .contains("tidemark_backup_failing_since_time_seconds{collection=\"shop\"} 0.0");
  }

  @Test
  void the_time_until_kafka_may_remove_what_no_backup_has_is_told_where_it_is_limited() {
    assertThat(metrics.page(List.of(Overviews.limited("a limit"))))
        .contains("tidemark_kafka_margin_seconds{collection=\"shop\"} -90.0");
    assertThat(metrics.page(List.of(Overviews.streaming("shop"))))
        .doesNotContain("tidemark_kafka_margin_seconds{");
  }

  @Test
  void what_is_not_known_has_none() {
    assertThat(metrics.page(List.of(Overviews.in(CollectionState.STOPPED, "no route to db"))))
        .contains("tidemark_capture_error{collection=\"shop\"} 1.0")
        .doesNotContain("tidemark_lag_bytes{")
        .doesNotContain("tidemark_captured_sequence{")
        .doesNotContain("tidemark_last_drill_passed{")
        .doesNotContain("tidemark_last_backup_time_seconds{");
  }

  @Test
  void a_collection_that_is_gone_has_no_lines_left() {
    assertThat(metrics.page(List.of(Overviews.streaming("shop")))).contains("collection=\"shop\"");

    assertThat(metrics.page(List.of(Overviews.streaming("bank"))))
        .contains("collection=\"bank\"")
        .doesNotContain("collection=\"shop\"");
  }

  @Test
  void what_the_server_did_is_counted_by_how_it_ended() {
    metrics.ended("full backup", Ending.DONE, Duration.ofSeconds(2));
    metrics.ended("full backup", Ending.FAILED, Duration.ofSeconds(1));
    metrics.ended("full backup", Ending.DONE, Duration.ofSeconds(3));

    assertThat(metrics.page(List.of()).lines())
        .contains(
            "tidemark_operations_seconds_count{operation=\"full backup\",result=\"done\"} 2",
            "tidemark_operations_seconds_sum{operation=\"full backup\",result=\"done\"} 5.0",
            "tidemark_operations_seconds_count{operation=\"full backup\",result=\"failed\"} 1");
  }
}
