package dev.tidemark.archive.storage.cluster;

import dev.tidemark.archive.storage.StorageRefusedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;

/** Makes the two topics, and refuses ones that would lose what is written to them. */
final class ClusterTopics {

  private static final Map<String, String> INDEX =
      Map.of("cleanup.policy", "delete", "retention.ms", "-1", "retention.bytes", "-1");

  private static final Map<String, String> CHUNKS = Map.of("cleanup.policy", "compact");

  private final KafkaClients clients;
  private final KafkaFailures failures;
  private int partitions;

  ClusterTopics(KafkaClients clients, KafkaFailures failures) {
    this.clients = clients;
    this.failures = failures;
  }

  /**
   * The first time, makes what is missing and looks at what is there.
   *
   * @param producer waits until a new topic is known
   * @return how many partitions the chunks have
   */
  synchronized int prepared(Producer<byte[], byte[]> producer) {
    if (partitions == 0) {
      try (Admin admin = clients.admin()) {
        create(admin);
        var unused = producer.partitionsFor(clients.address().index());
        int count = producer.partitionsFor(clients.address().chunks()).size();
        require(admin, clients.address().index(), INDEX);
        require(admin, clients.address().chunks(), CHUNKS);
        partitions = count;
      } catch (KafkaException | ExecutionException | InterruptedException e) {
        throw failures.reading("prepare", "", e);
      }
    }
    return partitions;
  }

  private void create(Admin admin) throws ExecutionException, InterruptedException {
    List<NewTopic> wanted = new ArrayList<>();
    wanted.add(topic(clients.address().index(), 1, INDEX));
    wanted.add(topic(clients.address().chunks(), clients.options().partitions(), CHUNKS));
    for (KafkaFuture<Void> made : admin.createTopics(wanted).values().values()) {
      try {
        made.get();
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof TopicExistsException)) {
          throw e;
        }
      }
    }
  }

  private NewTopic topic(String name, int count, Map<String, String> settings) {
    int replication = clients.address().replicationFactor();
    return new NewTopic(
            name,
            Optional.of(count),
            replication < 0 ? Optional.empty() : Optional.of((short) replication))
        .configs(settings);
  }

  private void require(Admin admin, String topic, Map<String, String> settings)
      throws ExecutionException, InterruptedException {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    Config found =
        Objects.requireNonNull(
            admin.describeConfigs(List.of(resource)).all().get().get(resource),
            "a described topic");
    for (Map.Entry<String, String> setting : settings.entrySet()) {
      String value = found.get(setting.getKey()).value();
      if (!setting.getValue().equals(value)) {
        throw new StorageRefusedException(
            "topic "
                + topic
                + " has "
                + setting.getKey()
                + " = "
                + value
                + ", and would lose what is backed up to it",
            "Set " + setting.getKey() + " of that topic to " + setting.getValue() + ".",
            null);
      }
    }
  }
}
