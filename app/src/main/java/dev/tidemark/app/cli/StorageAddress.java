package dev.tidemark.app.cli;

import dev.tidemark.app.operation.StoredCluster;
import dev.tidemark.archive.storage.Storages;
import java.net.URI;

/** What is given as {@code --storage}. */
final class StorageAddress {

  private StorageAddress() {}

  /**
   * @throws UsageException no storage has such an address
   */
  static URI parse(String text) {
    try {
      return Storages.address(text);
    } catch (IllegalArgumentException e) {
      throw new UsageException(
          "--storage: " + e.getMessage(),
          "For example --storage file:///mnt/backups, or --storage s3://backups/shop.");
    }
  }

  /**
   * The address of a storage that needs no home to be found.
   *
   * @throws UsageException it is none, or it means the Kafka that only a home knows
   */
  static URI withoutHome(String text) {
    if (StoredCluster.isMeant(text)) {
      try {
        return StoredCluster.parse(text).address();
      } catch (IllegalArgumentException e) {
        throw new UsageException(
            "--storage: " + e.getMessage(), "For example --storage kafka://broker:9092.");
      }
    }
    URI address = parse(text);
    if (Storages.isCluster(address)) {
      throw new UsageException(
          "--storage cluster: which Kafka that is, only the home of the collection knows",
          "Give --home DIR in place of --storage, or the cluster's own address: --storage"
              + " kafka://broker:9092.");
    }
    return address;
  }
}
