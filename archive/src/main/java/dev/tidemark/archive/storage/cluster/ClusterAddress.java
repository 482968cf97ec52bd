package dev.tidemark.archive.storage.cluster;

import dev.tidemark.schemas.change.CollectionName;
import java.util.Map;

/**
 * The Kafka cluster that a collection's backups live in.
 *
 * @param collection whose topics they are
 * @param bootstrapServers {@code host:port,host:port}
 * @param properties of every client, for security for instance
 * @param replicationFactor of topics that have to be made; -1 for the cluster's default
 */
public record ClusterAddress(
    CollectionName collection,
    String bootstrapServers,
    Map<String, String> properties,
    int replicationFactor) {

  /** Behind a collection's name: the topic of what files there are. */
  static final String INDEX = ".archive";

  /** Behind a collection's name: the topic of their bytes. */
  static final String CHUNKS = ".archive-chunks";

  public ClusterAddress {
    properties = Map.copyOf(properties);
  }

  /** The topic of what files there are. */
  String index() {
    return collection + INDEX;
  }

  /** The topic of their bytes. No table's topic has such a name, for theirs have two dots. */
  String chunks() {
    return collection + CHUNKS;
  }

  /** How messages name it; properties may be secret. */
  @Override
  public String toString() {
    return "topic " + index() + " of Kafka at " + bootstrapServers;
  }
}
