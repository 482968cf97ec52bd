package dev.tidemark.compactor.intake;

import dev.tidemark.schemas.event.SchemaRecord;
import dev.tidemark.schemas.event.SchemaRegistry;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * The schemas of a collection's events. They were written before the boundary whose events need
 * them, in the same transaction; that one's end may become visible here later than on the timeline,
 * so uncommitted ones are read too. A schema nobody needs harms nobody.
 */
public final class SchemaReader implements Supplier<SchemaRegistry> {

  private final ConsumerFactory consumers;
  private final TopicPartition topic;
  private final LongSupplier nanoTime;

  SchemaReader(ConsumerFactory consumers, String topic, LongSupplier nanoTime) {
    this.consumers = consumers;
    this.topic = new TopicPartition(topic, 0);
    this.nanoTime = nanoTime;
  }

  /** All schemas there are now. */
  @Override
  public SchemaRegistry get() {
    SchemaRegistry schemas = new SchemaRegistry();
    try (TopicCursor cursor = new TopicCursor(consumers.open(), topic, nanoTime)) {
      for (ConsumerRecord<byte[], byte[]> record = cursor.next();
          record != null;
          record = cursor.next()) {
        if (record.value() != null) {
          schemas.add(SchemaRecord.read(record.key(), record.value()));
        }
      }
      return schemas;
    } catch (KafkaException e) {
      throw LogException.unreadable(e);
    }
  }
}
