package dev.tidemark.archive.storage;

import dev.tidemark.archive.storage.cluster.ClusterAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What an address alone does not say, asked for only by the storages that need it.
 *
 * @param environment variables by name
 * @param cluster the collection's own Kafka cluster; may throw when it cannot be used
 * @param retention how long a store with an object lock keeps what is written; empty for no lock
 *     but the one that an address demands
 * @param retries hears of calls that are made again
 */
public record StorageContext(
    Map<String, String> environment,
    Supplier<ClusterAddress> cluster,
    Optional<Duration> retention,
    RetryListener retries) {

  public StorageContext {
    environment = Map.copyOf(environment);
  }

  /** For who has no Kafka cluster: an address that means it is refused. */
  public static StorageContext withoutCluster(Map<String, String> environment) {
    return new StorageContext(
        environment,
        () -> {
          throw new IllegalArgumentException(
              "the storage is a collection's Kafka cluster, and here is none");
        },
        Optional.empty(),
        RetryListener.NONE);
  }

  public StorageContext withRetention(Duration window) {
    return new StorageContext(environment, cluster, Optional.of(window), retries);
  }
}
