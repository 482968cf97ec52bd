package dev.tidemark.compactor.intake;

import dev.tidemark.compactor.release.ChangeTopics;
import dev.tidemark.schemas.change.CollectionName;
import dev.tidemark.schemas.event.Topics;
import dev.tidemark.schemas.timeline.CheckpointCodec;
import java.util.Map;
import org.apache.kafka.common.IsolationLevel;

/** A collection's log in a Kafka cluster. Nothing is connected until something is read. */
public final class KafkaLog {

  private final ConsumerFactory committed;
  private final ConsumerFactory all;
  private final Topics topics;
  private final KafkaTopics changeTopics;

  /**
   * @param bootstrapServers {@code host:port}, more of them separated by commas
   */
  public KafkaLog(CollectionName collection, String bootstrapServers) {
    this(collection, bootstrapServers, Map.of());
  }

  /**
   * @param security further properties of the clients, as a cluster that is not open to all needs
   */
  public KafkaLog(
      CollectionName collection, String bootstrapServers, Map<String, String> security) {
    String client = "tidemark-" + collection + "-reader";
    this.committed =
        ConsumerFactory.of(bootstrapServers, security, client, IsolationLevel.READ_COMMITTED);
    this.all =
        ConsumerFactory.of(bootstrapServers, security, client, IsolationLevel.READ_UNCOMMITTED);
    this.topics = new Topics(collection);
    this.changeTopics = new KafkaTopics(bootstrapServers, security, topics);
  }

  public TimelineReader timeline() {
    return new TimelineReader(
        committed, topics.timeline(), CheckpointCodec::decode, System::nanoTime);
  }

  public LogReader changes() {
    return new LogReader(committed, topics, System::nanoTime);
  }

  /** The same changes, to be given up. */
  public ChangeTopics changeTopics() {
    return changeTopics;
  }

  public SchemaReader schemas() {
    return new SchemaReader(all, topics.schemas(), System::nanoTime);
  }
}
