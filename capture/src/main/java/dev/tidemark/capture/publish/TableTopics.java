package dev.tidemark.capture.publish;

import dev.tidemark.schemas.change.TableId;

/** Where the topic of a table comes from that a log has nothing of yet. */
@FunctionalInterface
interface TableTopics {

  /** Makes it, unless it is there. */
  Added add(TableId table);

  /**
   * What is to be known of it.
   *
   * @param partitions how many it has
   * @param ids of all topics of the log now
   */
  record Added(int partitions, TopicIds ids) {}
}
