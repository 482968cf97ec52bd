package dev.tidemark.archive.storage.cluster;

import dev.tidemark.schemas.change.CollectionName;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;

/** Which collections have a place for backups in a Kafka cluster. */
public final class ClusterCollections {

  private ClusterCollections() {}

  /**
   * By the names of its topics; whether there is a backup in them, their files tell.
   *
   * @param bootstrapServers {@code host:port,host:port}
   * @param properties of the client, for security for instance
   * @return in name order
   * @throws dev.tidemark.archive.storage.StorageException it does not answer
   */
  public static List<CollectionName> names(
      String bootstrapServers, Map<String, String> properties) {
    Map<String, Object> client = new HashMap<>(properties);
    client.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    client.put(CommonClientConfigs.CLIENT_ID_CONFIG, "tidemark-archive-collections");
    KafkaFailures failures = new KafkaFailures("Kafka at " + bootstrapServers);
    try (Admin admin = Admin.create(client)) {
      Set<String> topics = admin.listTopics().names().get();
      return topics.stream().flatMap(topic -> collection(topic, topics).stream()).sorted().toList();
    } catch (KafkaException | ExecutionException | InterruptedException e) {
      throw failures.reading("list", "", e);
    }
  }

  private static Optional<CollectionName> collection(String topic, Set<String> topics) {
    String suffix = ClusterAddress.INDEX;
    if (!topic.endsWith(suffix)) {
      return Optional.empty();
    }
    String name = topic.substring(0, topic.length() - suffix.length());
    try {
      return topics.contains(name + ClusterAddress.CHUNKS)
          ? Optional.of(new CollectionName(name))
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      // A topic of somebody else: no collection can be called so.
      return Optional.empty();
    }
  }
}
