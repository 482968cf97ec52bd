package dev.tidemark.compactor.intake;

import dev.tidemark.schemas.change.CollectionName;
import dev.tidemark.schemas.event.Topics;
import dev.tidemark.schemas.timeline.CheckpointCodec;

/** A collection's log in a Kafka cluster. Nothing is connected until something is read. */
public final class KafkaLog {

  private final ConsumerFactory consumers;
  private final Topics topics;

  /**
   * @param bootstrapServers {@code host:port}, more of them separated by commas
   */
  public KafkaLog(CollectionName collection, String bootstrapServers) {
    this.consumers = ConsumerFactory.of(bootstrapServers, "tidemark-" + collection + "-reader");
    this.topics = new Topics(collection);
  }

  public TimelineReader timeline() {
    return new TimelineReader(
        consumers, topics.timeline(), CheckpointCodec::decode, System::nanoTime);
  }

  public LogReader changes() {
    return new LogReader(consumers, topics, System::nanoTime);
  }

  public SchemaReader schemas() {
    return new SchemaReader(consumers, topics.schemas(), System::nanoTime);
  }
}
