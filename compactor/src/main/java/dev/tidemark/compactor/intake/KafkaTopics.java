package dev.tidemark.compactor.intake;

import dev.tidemark.compactor.release.ChangeTopics;
import dev.tidemark.compactor.release.Release.Part;
import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.event.Topics;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** The topics of a collection's changes in Kafka. Connects for each call. */
final class KafkaTopics implements ChangeTopics {

  private final Map<String, Object> settings;
  private final Topics topics;

  KafkaTopics(String bootstrapServers, Map<String, String> security, Topics topics) {
    this.settings = new HashMap<>(security);
    this.settings.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    this.topics = topics;
  }

  @Override
  public SortedMap<TableId, List<Long>> begins(Collection<TableId> tables) {
    SortedMap<TableId, List<Long>> begins = new TreeMap<>();
    try (Admin admin = Admin.create(settings)) {
      for (TableId table : tables) {
        begins(admin, topics.changes(table)).ifPresent(first -> begins.put(table, first));
      }
    }
    return begins;
  }

  private static Optional<List<Long>> begins(Admin admin, String topic) {
    int partitions;
    try {
      partitions =
          await(
                  Objects.requireNonNull(
                      admin.describeTopics(List.of(topic)).topicNameValues().get(topic)))
              .partitions()
              .size();
    } catch (UnknownTopicOrPartitionException e) {
      return Optional.empty();
    }
    Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
    for (int i = 0; i < partitions; i++) {
      wanted.put(new TopicPartition(topic, i), OffsetSpec.earliest());
    }
    var found = await(admin.listOffsets(wanted).all());
    List<Long> first = new ArrayList<>();
    for (int i = 0; i < partitions; i++) {
      first.add(Objects.requireNonNull(found.get(new TopicPartition(topic, i))).offset());
    }
    return Optional.of(first);
  }

  @Override
  public void deleteBelow(List<Part> parts) {
    Map<TopicPartition, RecordsToDelete> records = new HashMap<>();
    for (Part part : parts) {
      records.put(
          new TopicPartition(topics.changes(part.table()), part.partition()),
          RecordsToDelete.beforeOffset(part.to()));
    }
    try (Admin admin = Admin.create(settings)) {
      var unused = await(admin.deleteRecords(records).all());
    }
  }

  private static <T> T await(KafkaFuture<T> answer) {
    try {
      return answer.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException unknown) {
        throw unknown;
      }
      throw LogException.unreadable(
          e.getCause() instanceof KafkaException cause ? cause : new KafkaException(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw LogException.unreadable(new KafkaException(e));
    }
  }
}
