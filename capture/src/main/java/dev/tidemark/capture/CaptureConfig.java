package dev.tidemark.capture;

import dev.tidemark.schemas.change.CollectionName;
import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.database.DatabaseUrl;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/**
 * Everything capture has to be told about one collection.
 *
 * @param collection its name; the slot and the publication are named {@code tidemark_<name>}
 * @param source the database
 * @param tables the tables to capture, at least one
 * @param bootstrapServers where Kafka is: {@code host:port,host:port}
 * @param kafka further client properties, for security for instance
 * @param partitions how many partitions a table's topic gets when it is made
 * @param replicationFactor of the topics; -1 for the broker's default
 * @param heartbeat how often an idle source is touched, and so how old the captured time may be
 * @param buffers how much memory capture may hold
 * @param afterGap what capture does when history was lost
 */
public record CaptureConfig(
    CollectionName collection,
    DatabaseUrl source,
    List<TableId> tables,
    String bootstrapServers,
    Map<String, String> kafka,
    int partitions,
    int replicationFactor,
    Duration heartbeat,
    Buffers buffers,
    AfterGap afterGap) {

  public CaptureConfig {
    tables = List.copyOf(new LinkedHashSet<>(tables));
    kafka = Map.copyOf(kafka);
    if (tables.isEmpty()) {
      throw new IllegalArgumentException("collection " + collection + " has no tables");
    }
    if (bootstrapServers.isBlank()) {
      throw new IllegalArgumentException("bootstrap-servers is empty; write host:port");
    }
    if (partitions < 1) {
      throw new IllegalArgumentException("partitions is 1 or more, not " + partitions);
    }
    if (replicationFactor < 1 && replicationFactor != -1) {
      throw new IllegalArgumentException(
          "replication-factor is 1 or more, or -1 for the broker's default, not "
              + replicationFactor);
    }
    if (heartbeat.compareTo(Duration.ofMillis(100)) < 0) {
      throw new IllegalArgumentException("heartbeat is 100 ms or more, not " + heartbeat);
    }
  }

  /** One partition a table, the broker's replication, a heartbeat every 5 s, 64 MiB of buffers. */
  public static CaptureConfig of(
      CollectionName collection, DatabaseUrl source, List<TableId> tables, String servers) {
    return new CaptureConfig(
        collection,
        source,
        tables,
        servers,
        Map.of(),
        1,
        -1,
        Duration.ofSeconds(5),
        Buffers.DEFAULT,
        AfterGap.STOP);
  }

  public CaptureConfig withTables(List<TableId> others) {
    return new CaptureConfig(
        collection,
        source,
        others,
        bootstrapServers,
        kafka,
        partitions,
        replicationFactor,
        heartbeat,
        buffers,
        afterGap);
  }

  public CaptureConfig withKafka(Map<String, String> properties) {
    return new CaptureConfig(
        collection,
        source,
        tables,
        bootstrapServers,
        properties,
        partitions,
        replicationFactor,
        heartbeat,
        buffers,
        afterGap);
  }

  public CaptureConfig withTopics(int newPartitions, int newReplicationFactor) {
    return new CaptureConfig(
        collection,
        source,
        tables,
        bootstrapServers,
        kafka,
        newPartitions,
        newReplicationFactor,
        heartbeat,
        buffers,
        afterGap);
  }

  public CaptureConfig withHeartbeat(Duration interval) {
    return new CaptureConfig(
        collection,
        source,
        tables,
        bootstrapServers,
        kafka,
        partitions,
        replicationFactor,
        interval,
        buffers,
        afterGap);
  }

  public CaptureConfig withBuffers(Buffers sizes) {
    return new CaptureConfig(
        collection,
        source,
        tables,
        bootstrapServers,
        kafka,
        partitions,
        replicationFactor,
        heartbeat,
        sizes,
        afterGap);
  }

  public CaptureConfig withAfterGap(AfterGap action) {
    return new CaptureConfig(
        collection,
        source,
        tables,
        bootstrapServers,
        kafka,
        partitions,
        replicationFactor,
        heartbeat,
        buffers,
        action);
  }

  /** The name of the replication slot and of the publication. */
  public String slot() {
    return "tidemark_" + collection;
  }
}
