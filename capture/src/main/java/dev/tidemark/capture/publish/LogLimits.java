package dev.tidemark.capture.publish;

import dev.tidemark.schemas.change.CollectionName;
import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.event.Topics;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/**
 * Finds out whether Kafka may remove what a collection's topics hold before a backup has it.
 * Capture makes them without any limit; somebody may set one, or may have made a topic beforehand.
 * For one thread.
 */
public final class LogLimits implements AutoCloseable {

  private final KafkaAddress kafka;
  private final Topics topics;
  private final CollectionTopics made;

  public LogLimits(KafkaAddress kafka, CollectionName collection) {
    this.kafka = kafka;
    this.topics = new Topics(collection);
    this.made = new CollectionTopics(kafka, topics);
  }

  /**
   * The limits that there are now, in the order of their topics.
   *
   * @throws LogUnavailableException Kafka does not say
   */
  public List<LogLimit> find() {
    return made.limits();
  }

  /**
   * Since when each limited topic holds what no backup has, by Kafka's time of its oldest record;
   * for the timeline, the source's time at the end of the newest backup. Topics of which a backup
   * has everything are left out, and those whose newest records are enough.
   *
   * @param covered what backups have; empty for nothing
   * @throws LogUnavailableException Kafka does not say
   */
  public Map<String, Instant> waiting(List<LogLimit> limits, Optional<Covered> covered) {
    Set<String> limited = limits.stream().map(LogLimit::topic).collect(Collectors.toSet());
    List<TableId> tables =
        limited.stream().map(topics::tableOf).flatMap(Optional::stream).sorted().toList();
    Map<TopicPartition, Long> from = new HashMap<>();
    Covered known = covered.orElse(Covered.NOTHING);
    made.partitions(tables)
        .forEach(
            (table, count) -> {
              for (int i = 0; i < count; i++) {
                from.put(
                    new TopicPartition(topics.changes(table), i), known.offsets().next(table, i));
              }
            });
    Map<String, Instant> since = new HashMap<>();
    if (limited.contains(topics.timeline())) {
      if (covered.isPresent()) {
        since.put(topics.timeline(), known.time());
      } else {
        from.put(new TopicPartition(topics.timeline(), 0), 0L);
      }
    }
    RecordTimes.first(kafka, topics.collection(), from)
        .forEach(
            (partition, time) ->
                since.merge(partition.topic(), time, (one, two) -> one.isBefore(two) ? one : two));
    return since;
  }

  @Override
  public void close() {
    made.close();
  }
}
