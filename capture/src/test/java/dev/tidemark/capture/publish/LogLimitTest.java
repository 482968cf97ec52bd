package dev.tidemark.capture.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The settings of a topic")
final class LogLimitTest {

  private static final String TOPIC = "shop.public.orders";

  private static List<LogLimit> limits(String policy, String age, String size) {
    return LogLimit.of(TOPIC, settings(policy, age, size), /* mayCompact= */ false);
  }

  private static Map<String, String> settings(String policy, String age, String size) {
    return Map.of("cleanup.policy", policy, "retention.ms", age, "retention.bytes", size);
  }

  @Test
  void limit_nothing_when_it_is_deleted_from_without_end() {
    assertThat(limits("delete", "-1", "-1")).isEmpty();
    assertThat(LogLimit.of(TOPIC, Map.of(), /* mayCompact= */ false)).isEmpty();
  }

  @Test
  void limit_it_by_age_and_by_size_where_it_is_deleted_from() {
    LogLimit age = new LogLimit(TOPIC, "retention.ms", "60000");
    LogLimit size = new LogLimit(TOPIC, "retention.bytes", "0");

    assertThat(limits("delete", "60000", "0")).containsExactly(age, size);
    assertThat(age.age()).contains(Duration.ofMinutes(1));
    assertThat(size.age()).isEmpty();
  }

  @Test
  void limit_it_to_the_newest_of_each_key_by_another_policy() {
    assertThat(limits("compact", "60000", "60000"))
        .containsExactly(new LogLimit(TOPIC, "cleanup.policy", "compact"));
    assertThat(limits("compact,delete", "60000", "-1"))
        .containsExactly(
            new LogLimit(TOPIC, "cleanup.policy", "compact,delete"),
            new LogLimit(TOPIC, "retention.ms", "60000"));
  }

  @Test
  void may_keep_only_the_newest_where_that_is_enough_and_nothing_more_may_go() {
    assertThat(LogLimit.of("shop.schemas", settings("compact", "60000", "1"), true)).isEmpty();
    assertThat(LogLimit.of("shop.schemas", settings("delete", "60000", "-1"), true))
        .containsExactly(new LogLimit("shop.schemas", "retention.ms", "60000"));
  }
}
