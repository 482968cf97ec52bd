package dev.tidemark.app.config;

import dev.tidemark.capture.Buffers;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What {@code start} may be told, each key with its default.
 *
 * @param bootstrapServers {@code kafka.bootstrap-servers}: an existing Kafka cluster; without it
 *     the embedded broker runs
 * @param kafkaProperties {@code kafka.client.*}: further properties of its clients, for security
 * @param replicationFactor {@code kafka.replication-factor}: of the topics; -1, the default, leaves
 *     it to the cluster
 * @param partitions {@code partitions}: of each table's topic when it is made; 1
 * @param flushEvery {@code broker.flush-every}: how long the embedded broker may leave what is
 *     written in the page cache; 1s. 0s: never
 * @param heartbeat {@code heartbeat}: how often an idle source is touched; 5s
 * @param buffers {@code capture.queue}, {@code capture.producer}, {@code capture.transaction}: the
 *     bounds of what the capture of one collection holds in memory; 16MiB, 32MiB and 16MiB
 * @param sourceLogWarning {@code source-log-warning}: how many bytes of log the source may keep for
 *     capture before it is told of; 10GiB, or {@code off}
 * @param backupEvery {@code backup-every}: an incremental as often as that; 1h, or {@code off}
 * @param fullEvery {@code full-every}: a full as often as that; 7d, or {@code off}
 * @param backupMemory {@code backup-memory}: bytes a backup may sort in before it spills to disk
 * @param releaseAfter {@code release-after}: how old a backup is before Kafka may lose what it has;
 *     {@code off}, the default, or a length
 * @param http {@code http}: where metrics and health are served; 127.0.0.1:0, which is any free
 *     port, or {@code off}
 */
public record Configuration(
    Optional<String> bootstrapServers,
    Map<String, String> kafkaProperties,
    int replicationFactor,
    int partitions,
    Duration flushEvery,
    Duration heartbeat,
    Buffers buffers,
    Optional<Long> sourceLogWarning,
    Optional<Duration> backupEvery,
    Optional<Duration> fullEvery,
    long backupMemory,
    Optional<Duration> releaseAfter,
    Optional<InetSocketAddress> http) {

  public static final Configuration DEFAULT =
      new Configuration(
          Optional.empty(),
          Map.of(),
          -1,
          1,
          Duration.ofSeconds(1),
          Duration.ofSeconds(5),
          Buffers.DEFAULT,
          Optional.of(10L << 30),
          Optional.of(Duration.ofHours(1)),
          Optional.of(Duration.ofDays(7)),
          64L * 1024 * 1024,
          Optional.empty(),
          Optional.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)));

  public Configuration {
    kafkaProperties = Map.copyOf(kafkaProperties);
  }
}
