package dev.tidemark.capture.publish;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Two topics that Kafka does not take beside each other: they differ only in dots and underscores,
 * which are one in the names of its metrics, as org.apache.kafka.common.internals.Topic has it.
 */
record TopicClash(String wanted, String other) {

  /** The first topic that is wanted and clashes with one before it, or with one that is there. */
  static Optional<TopicClash> find(List<String> wanted, Collection<String> existing) {
    Map<String, String> taken = new HashMap<>();
    existing.forEach(topic -> taken.put(inMetrics(topic), topic));
    for (String topic : wanted) {
      String other = taken.putIfAbsent(inMetrics(topic), topic);
      if (other != null && !other.equals(topic)) {
        return Optional.of(new TopicClash(topic, other));
      }
    }
    return Optional.empty();
  }

  private static String inMetrics(String topic) {
    return topic.replace('.', '_');
  }
}
