package dev.tidemark.capture.publish;

import dev.tidemark.schemas.change.TableId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The topics of a log that is open, each with how many partitions it has and Kafka's id of it:
 * those of tables that have gone out of the collection as well, for backups may still need what is
 * in them, and those of tables that come into it meanwhile. May be used from any thread.
 */
final class LogTopics implements TableTopics {

  private final CollectionTopics made;
  private final int partitions;
  private final int replicationFactor;
  private final Map<TableId, Integer> counts;
  private TopicIds ids;

  /**
   * @param counts of the topics that are there
   * @param ids theirs
   * @param partitions of a topic that has to be made
   * @param replicationFactor of topics that have to be made; -1 for the broker's default
   */
  LogTopics(
      CollectionTopics made,
      Map<TableId, Integer> counts,
      TopicIds ids,
      int partitions,
      int replicationFactor) {
    this.made = made;
    this.counts = new HashMap<>(counts);
    this.ids = ids;
    this.partitions = partitions;
    this.replicationFactor = replicationFactor;
  }

  @Override
  public synchronized Added add(TableId table) {
    Integer known = counts.get(table);
    if (known == null) {
      made.create(List.of(table), partitions, replicationFactor);
      known = made.awaitPartitions(table);
      SortedMap<String, String> all = new TreeMap<>(made.ids(List.of(table)).ids());
      // Of a topic that was there before, the id stays the one that was found first.
      all.putAll(ids.ids());
      ids = new TopicIds(all);
      counts.put(table, known);
    }
    return new Added(known, ids);
  }

  /** How many partitions the topic of each table has. */
  synchronized Map<TableId, Integer> counts() {
    return Map.copyOf(counts);
  }

  /** As they were when the log was opened, or when their tables came. */
  synchronized TopicIds ids() {
    return ids;
  }
}
