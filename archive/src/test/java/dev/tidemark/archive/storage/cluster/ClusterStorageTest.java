package dev.tidemark.archive.storage.cluster;

import dev.tidemark.archive.storage.Storage;
import dev.tidemark.archive.storage.StorageContract;
import org.junit.jupiter.api.DisplayName;

@DisplayName("Storage in a Kafka cluster")
class ClusterStorageTest extends StorageContract {

  private final ClusterAddress address = TestClusters.fresh();

  @Override
  protected Storage newStorage() {
    return TestClusters.open(address);
  }

  @Override
  protected Storage another() {
    return TestClusters.open(address);
  }
}
