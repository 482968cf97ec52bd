package dev.tidemark.capture.publish;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A setting of a topic by which Kafka removes what is in it, whether a backup has it or not. It may
 * be set on the topic, or be the cluster's default.
 *
 * @param setting {@code retention.ms}, {@code retention.bytes} or {@code cleanup.policy}
 * @param value as it counts now
 */
public record LogLimit(String topic, String setting, String value) {

  static final String POLICY = "cleanup.policy";
  static final String AGE = "retention.ms";
  static final String SIZE = "retention.bytes";

  /** The newest of each key alone is kept. */
  public boolean isCompaction() {
    return setting.equals(POLICY);
  }

  /** How old a record is when it may go; empty when this is no limit of age. */
  public Optional<Duration> age() {
    return setting.equals(AGE)
        ? Optional.of(Duration.ofMillis(Long.parseLong(value)))
        : Optional.empty();
  }

  /**
   * The limits among the settings of a topic, by Kafka's rules: limits of age and size count where
   * the policy has {@code delete}, and are none when they are negative.
   *
   * @param mayCompact the newest record of each key is enough
   */
  static List<LogLimit> of(String topic, Map<String, String> settings, boolean mayCompact) {
    List<LogLimit> limits = new ArrayList<>();
    String policy = settings.getOrDefault(POLICY, "");
    if (policy.contains("compact") && !mayCompact) {
      limits.add(new LogLimit(topic, POLICY, policy));
    }
    if (policy.contains("delete")) {
      for (String setting : List.of(AGE, SIZE)) {
        String value = settings.getOrDefault(setting, "-1");
        if (Long.parseLong(value) >= 0) {
          limits.add(new LogLimit(topic, setting, value));
        }
      }
    }
    return limits;
  }
}
