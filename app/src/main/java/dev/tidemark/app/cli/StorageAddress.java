package dev.tidemark.app.cli;

import dev.tidemark.archive.storage.Storages;
import java.net.URI;

/** What is given as {@code --storage}. */
final class StorageAddress {

  private StorageAddress() {}

  /**
   * The same address.
   *
   * @throws UsageException no storage has such an address
   */
  static URI checked(URI address) {
    try {
      Storages.open(address);
      return address;
    } catch (IllegalArgumentException e) {
      throw new UsageException(
          "--storage: " + e.getMessage(), "For example --storage file:///mnt/backups.");
    }
  }
}
