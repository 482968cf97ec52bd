package dev.tidemark.capture.publish;

import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.event.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Makes, measures, empties and removes the topics of a collection. */
public final class CollectionTopics implements AutoCloseable {

  /** Rows may be large, and a row is one message. */
  static final int MOST_MESSAGE_BYTES = 64 * 1024 * 1024;

  private static final Duration GONE_WITHIN = Duration.ofSeconds(10);
  private static final Duration PAUSE = Duration.ofMillis(50);

  private static final Map<String, String> HISTORY =
      Map.of(
          "cleanup.policy", "delete",
          "retention.ms", "-1",
          "retention.bytes", "-1",
          "max.message.bytes", Integer.toString(MOST_MESSAGE_BYTES));

  /** The newest record of a key is enough. */
  private static final Map<String, String> NEWEST =
      Map.of(
          "cleanup.policy", "compact", "max.message.bytes", Integer.toString(MOST_MESSAGE_BYTES));

  private final Admin admin;
  private final Topics topics;
  private final Answers answers;
  private final TopicSettings settings;

  public CollectionTopics(KafkaAddress kafka, Topics topics) {
    this.admin = Admin.create(kafka.client("tidemark-topics-" + topics.collection()));
    this.topics = topics;
    this.answers = new Answers(topics.collection());
    this.settings = new TopicSettings(admin, answers);
  }

  /** Makes what is missing. */
  void create(List<TableId> tables, int partitions, int replicationFactor) {
    short replication = (short) replicationFactor;
    List<NewTopic> wanted = new ArrayList<>();
    for (TableId table : tables) {
      wanted.add(topic(topics.changes(table), partitions, replication, HISTORY));
    }
    wanted.add(topic(topics.timeline(), 1, replication, HISTORY));
    wanted.add(topic(topics.schemas(), 1, replication, NEWEST));
    wanted.add(topic(topics.catalog(), 1, replication, NEWEST));
    Set<String> existing = answers.await("list topics", admin.listTopics().names());
    settings.unlimit(wanted.stream().filter(topic -> existing.contains(topic.name())).toList());
    wanted.removeIf(topic -> existing.contains(topic.name()));
    for (KafkaFuture<Void> made : admin.createTopics(wanted).values().values()) {
      answers.awaitUnless(TopicExistsException.class, "create topics", made);
    }
  }

  private static NewTopic topic(
      String name, int partitions, short replication, Map<String, String> settings) {
    return new NewTopic(
            name,
            Optional.of(partitions),
            replication < 0 ? Optional.empty() : Optional.of(replication))
        .configs(settings);
  }

  /** The tables that have a topic, those that are no longer in the collection included. */
  List<TableId> tables() {
    return existing().stream().map(topics::tableOf).flatMap(Optional::stream).toList();
  }

  /** How many partitions a topic has that was made just now: some broker may not know it yet. */
  int awaitPartitions(TableId table) {
    long deadline = System.nanoTime() + GONE_WITHIN.toNanos();
    while (!tables().contains(table) && System.nanoTime() < deadline) {
      LockSupport.parkNanos(PAUSE.toNanos());
    }
    return Objects.requireNonNull(partitions(List.of(table)).get(table), "a described topic");
  }

  /** How many partitions each table's topic has. */
  Map<TableId, Integer> partitions(List<TableId> tables) {
    Map<TableId, Integer> counts = new HashMap<>();
    Map<String, TopicDescription> described =
        answers.await(
            "describe topics",
            admin.describeTopics(tables.stream().map(topics::changes).toList()).allTopicNames());
    for (TableId table : tables) {
      TopicDescription topic = described.get(topics.changes(table));
      counts.put(table, Objects.requireNonNull(topic, "a described topic").partitions().size());
    }
    return counts;
  }

  /** Kafka's ids of the topics of these tables, and of the others; those that are there. */
  TopicIds ids(Collection<TableId> tables) {
    List<String> names = new ArrayList<>(tables.stream().map(topics::changes).toList());
    names.addAll(List.of(topics.timeline(), topics.schemas(), topics.catalog()));
    Map<String, String> ids = new HashMap<>();
    admin
        .describeTopics(names)
        .topicNameValues()
        .forEach(
            (name, described) -> {
              try {
                ids.put(name, answers.await("describe topics", described).topicId().toString());
              } catch (LogUnavailableException e) {
                if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                  throw e;
                }
              }
            });
    return TopicIds.of(ids);
  }

  /** The first offset that a topic of one partition still has. */
  long begin(String topic) {
    TopicPartition partition = new TopicPartition(topic, 0);
    return Objects.requireNonNull(
        offsets(List.of(partition), OffsetSpec.earliest(), IsolationLevel.READ_UNCOMMITTED)
            .get(partition),
        "a beginning");
  }

  /** The first offset that each partition of each table still has. */
  SortedMap<TableId, List<Long>> begins(Map<TableId, Integer> partitions) {
    return byTable(
        partitions,
        offsets(partitionsOf(partitions), OffsetSpec.earliest(), IsolationLevel.READ_UNCOMMITTED));
  }

  /** Where each partition of each table ends. */
  SortedMap<TableId, List<Long>> ends(Map<TableId, Integer> partitions) {
    return byTable(partitions, ends(partitionsOf(partitions), IsolationLevel.READ_UNCOMMITTED));
  }

  private SortedMap<TableId, List<Long>> byTable(
      Map<TableId, Integer> partitions, Map<TopicPartition, Long> found) {
    SortedMap<TableId, List<Long>> ends = new TreeMap<>();
    partitions.forEach(
        (table, count) -> {
          List<Long> next = new ArrayList<>();
          for (int i = 0; i < count; i++) {
            TopicPartition partition = new TopicPartition(topics.changes(table), i);
            next.add(Objects.requireNonNull(found.get(partition), "an end"));
          }
          ends.put(table, next);
        });
    return ends;
  }

  /**
   * Returns once every transaction in the log is decided.
   *
   * @throws HangingTransactionException one stays undecided
   */
  void awaitDecided(Map<TableId, Integer> partitions) {
    List<TopicPartition> log = partitionsOf(partitions);
    log.add(new TopicPartition(topics.timeline(), 0));
    log.add(new TopicPartition(topics.schemas(), 0));
    log.add(new TopicPartition(topics.catalog(), 0));
    try {
      new DecidedEnds(isolation -> ends(log, isolation), System::nanoTime).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LogUnavailableException("interrupted while Kafka was to end transactions", e);
    }
  }

  private Map<TopicPartition, Long> ends(List<TopicPartition> log, IsolationLevel isolation) {
    return offsets(log, OffsetSpec.latest(), isolation);
  }

  private Map<TopicPartition, Long> offsets(
      List<TopicPartition> log, OffsetSpec place, IsolationLevel isolation) {
    Map<TopicPartition, OffsetSpec> wanted =
        log.stream().collect(Collectors.toMap(partition -> partition, partition -> place));
    Map<TopicPartition, Long> found = new HashMap<>();
    answers
        .await(
            "read where topics begin and end",
            admin.listOffsets(wanted, new ListOffsetsOptions(isolation)).all())
        .forEach((partition, at) -> found.put(partition, at.offset()));
    return found;
  }

  /** By what settings Kafka may remove what the topics hold, in the order of their names. */
  List<LogLimit> limits() {
    return settings.limits(existing(), topic -> !isHistory(topic));
  }

  private boolean isHistory(String topic) {
    return topic.equals(topics.timeline()) || topics.tableOf(topic).isPresent();
  }

  /** Removes every checkpoint. */
  void emptyTimeline() {
    TopicPartition timeline = new TopicPartition(topics.timeline(), 0);
    answers.await(
        "empty the timeline",
        admin.deleteRecords(Map.of(timeline, RecordsToDelete.beforeOffset(-1))).all());
  }

  /** Gives back the room of events that nobody will read: those of a broken snapshot. */
  void empty(Map<TableId, List<Long>> below) {
    Map<TopicPartition, RecordsToDelete> records = new HashMap<>();
    below.forEach(
        (table, next) -> {
          for (int i = 0; i < next.size(); i++) {
            records.put(
                new TopicPartition(topics.changes(table), i),
                RecordsToDelete.beforeOffset(next.get(i)));
          }
        });
    answers.await("delete the rows of a broken snapshot", admin.deleteRecords(records).all());
  }

  /**
   * Sees to it that the topics of these tables can be made, and that the cluster has none of a
   * collection of this name.
   *
   * @throws TopicsInUseException it has one
   * @throws TopicClashException one of them cannot be made
   */
  public void requireFree(List<TableId> tables) {
    Optional<String> found = existing().stream().findFirst();
    if (found.isPresent()) {
      throw new TopicsInUseException(topics.collection(), found.get());
    }
    requireMakeable(tables);
  }

  /**
   * Sees to it that the topics of these tables can be made, or are there.
   *
   * @throws TopicClashException one of them cannot be made
   */
  public void requireMakeable(List<TableId> tables) {
    List<String> wanted = tables.stream().map(topics::changes).toList();
    Optional<TopicClash> clash =
        TopicClash.find(wanted, answers.await("list topics", admin.listTopics().names()));
    if (clash.isPresent()) {
      throw new TopicClashException(clash.get());
    }
  }

  /** Removes all topics of the collection; what is gone already is no error. */
  public void delete() {
    for (KafkaFuture<Void> gone : admin.deleteTopics(existing()).topicNameValues().values()) {
      answers.awaitUnless(UnknownTopicOrPartitionException.class, "delete topics", gone);
    }
    awaitNone();
  }

  /** The broker that is asked may hear of it later than the one that has done it. */
  private void awaitNone() {
    long deadline = System.nanoTime() + GONE_WITHIN.toNanos();
    while (!existing().isEmpty() && System.nanoTime() < deadline) {
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  private List<String> existing() {
    return answers.await("list topics", admin.listTopics().names()).stream()
        .filter(
            name ->
                name.equals(topics.timeline())
                    || name.equals(topics.schemas())
                    || name.equals(topics.catalog())
                    || topics.tableOf(name).isPresent())
        .sorted()
        .toList();
  }

  private List<TopicPartition> partitionsOf(Map<TableId, Integer> counts) {
    List<TopicPartition> all = new ArrayList<>();
    counts.forEach(
        (table, count) -> {
          for (int i = 0; i < count; i++) {
            all.add(new TopicPartition(topics.changes(table), i));
          }
        });
    return all;
  }

  @Override
  public void close() {
    admin.close();
  }
}
