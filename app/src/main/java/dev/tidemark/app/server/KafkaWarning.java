package dev.tidemark.app.server;

import dev.tidemark.app.output.Text;
import dev.tidemark.capture.publish.LogLimit;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * That Kafka may remove what a collection's topics hold before a backup has it.
 *
 * @param text what limits which topic, what waits for a backup there, how long it is safe, and what
 *     to do
 * @param expires from when on something may go that no backup has; empty when no limit is one of
 *     age
 */
record KafkaWarning(String text, Optional<Instant> expires) {

  private static final String NO_LIMITS =
      "cleanup.policy=delete,retention.ms=-1,retention.bytes=-1";

  /**
   * @param limits what limits the topics
   * @param waiting since when a topic holds what no backup has; one without waits for no backup
   * @return empty without a limit
   */
  static Optional<KafkaWarning> of(
      List<LogLimit> limits, Map<String, Instant> waiting, Instant now) {
    Comparator<LogLimit> worst =
        Comparator.comparing(limit -> expires(limit, waiting, now).orElse(Instant.MAX));
    return limits.stream()
        .min(worst.thenComparing(limit -> limit.isCompaction() ? 0 : 1))
        .map(
            limit ->
                new KafkaWarning(
                    text(limit, limits.size() - 1, waiting, now), expires(limit, waiting, now)));
  }

  /** What comes in now is the next to wait, where nothing does. */
  private static Optional<Instant> expires(
      LogLimit limit, Map<String, Instant> waiting, Instant now) {
    return limit.age().map(waiting.getOrDefault(limit.topic(), now)::plus);
  }

  private static String text(
      LogLimit limit, int others, Map<String, Instant> waiting, Instant now) {
    return "topic "
        + limit.topic()
        + " has "
        + limit.setting()
        + " = "
        + limit.value()
        + ": Kafka "
        + does(limit)
        + ", whether a backup has it or not; "
        + waits(limit, waiting, now)
        + (others == 0 ? "" : "; further limits: " + Text.count(others))
        + ". Set it back: kafka-configs --alter --entity-type topics --entity-name "
        + limit.topic()
        + " --add-config "
        + (isHistory(limit) ? NO_LIMITS : "cleanup.policy=compact");
  }

  private static boolean isHistory(LogLimit limit) {
    return !limit.topic().endsWith(".schemas") && !limit.topic().endsWith(".catalog");
  }

  private static String does(LogLimit limit) {
    if (limit.isCompaction()) {
      return "keeps but the newest change of each key";
    }
    return limit
        .age()
        .map(age -> "removes what is older than " + Text.length(age))
        .orElseGet(() -> "removes the oldest beyond " + Text.size(Long.parseLong(limit.value())));
  }

  private static String waits(LogLimit limit, Map<String, Instant> waiting, Instant now) {
    Optional<Instant> since = Optional.ofNullable(waiting.get(limit.topic()));
    if (since.isEmpty()) {
      return "nothing in it waits for a backup now";
    }
    String oldest = "the oldest that no backup has is of " + since.get();
    Optional<Instant> expires = expires(limit, waiting, now);
    if (expires.isEmpty()) {
      return oldest;
    }
    Duration left = Duration.between(now, expires.get());
    return oldest
        + (left.isNegative() || left.isZero()
            ? " and may go at any time"
            : " and may go in " + Text.length(left));
  }
}
