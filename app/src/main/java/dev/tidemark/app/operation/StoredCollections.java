package dev.tidemark.app.operation;

import dev.tidemark.app.home.CollectionException;
import dev.tidemark.archive.manifest.Archive;
import dev.tidemark.archive.storage.Storage;
import dev.tidemark.schemas.change.CollectionName;
import java.net.URI;
import java.util.List;

/**
 * The collections that a storage has backups of.
 *
 * @param address of the storage
 */
public record StoredCollections(URI address) {

  /** In name order. */
  public List<CollectionName> names() {
    return Archive.collections(storage());
  }

  /**
   * @throws CollectionException there are no backups of it; the message has the near ones
   */
  public Archive archive(CollectionName name) {
    List<CollectionName> names = names();
    if (!names.contains(name)) {
      throw CollectionException.notStored(name, address, names);
    }
    return Archive.open(storage(), name);
  }

  private Storage storage() {
    return CollectionArchive.storage(address);
  }
}
