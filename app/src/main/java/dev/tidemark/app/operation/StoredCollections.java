package dev.tidemark.app.operation;

import dev.tidemark.app.home.CollectionException;
import dev.tidemark.archive.manifest.Archive;
import dev.tidemark.archive.storage.encryption.KeySource;
import dev.tidemark.schemas.change.CollectionName;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * The collections that a storage has backups of.
 *
 * @param address of the storage
 * @param key of encrypted backups
 */
public record StoredCollections(URI address, Optional<KeySource> key) {

  /** Of backups that are not encrypted. */
  public StoredCollections(URI address) {
    this(address, Optional.empty());
  }

  /** In name order. */
  public List<CollectionName> names() {
    return StoredCluster.of(address)
        .map(StoredCluster::names)
        .orElseGet(() -> Archive.collections(CollectionArchive.storage(address)));
  }

  /**
   * @throws CollectionException there are no backups of it; the message has the near ones
   */
  public Archive archive(CollectionName name) {
    List<CollectionName> names = names();
    if (!names.contains(name)) {
      throw CollectionException.notStored(name, address, names);
    }
    return CollectionArchive.of(address, name, key);
  }
}
