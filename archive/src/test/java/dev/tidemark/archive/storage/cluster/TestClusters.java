package dev.tidemark.archive.storage.cluster;

import dev.tidemark.schemas.change.CollectionName;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Collections of their own in the tests' broker. */
public final class TestClusters {

  private static final AtomicInteger COLLECTIONS = new AtomicInteger();

  private TestClusters() {}

  /** A collection whose topics nobody has made yet. */
  public static ClusterAddress fresh() {
    return new ClusterAddress(
        new CollectionName("shop" + COLLECTIONS.incrementAndGet()),
        TestBroker.bootstrapServers(),
        Map.of(),
        -1);
  }

  public static ClusterStorage open(ClusterAddress address) {
    return ClusterStorage.open(address, ClusterOptions.DEFAULT, System::nanoTime);
  }
}
