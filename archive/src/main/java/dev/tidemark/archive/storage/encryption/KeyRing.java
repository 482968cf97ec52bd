package dev.tidemark.archive.storage.encryption;

import dev.tidemark.archive.storage.MissingFileException;
import dev.tidemark.archive.storage.Storage;
import dev.tidemark.archive.storage.StorageWriter;
import dev.tidemark.archive.storage.WholeFile;
import java.util.Optional;

/** The wrapped keys of a collection, in {@code keys.json} beside its backups. */
public final class KeyRing {

  private final Storage storage;
  private final String collection;
  private final String path;

  /**
   * @param storage without encryption
   * @param collection the name of its directory
   */
  public KeyRing(Storage storage, String collection) {
    this.storage = storage;
    this.collection = collection;
    this.path = collection + "/keys.json";
  }

  /** The id of the master key; empty when the collection is not encrypted. */
  public Optional<String> masterKey() {
    return read().map(KeysJson::masterKey);
  }

  /**
   * Wraps the keys with another master key, in one write: before it the old one opens them, after
   * it the new one, at no time neither. No file of a backup is touched, nor the data key in it.
   * Where the new one wraps them already, nothing is to be done.
   *
   * @throws KeyException neither of the two is their master key, or there are no keys
   */
  public void rotate(MasterKey from, MasterKey to) {
    KeysJson wrapped = read().orElseThrow(() -> KeyException.lost(path));
    if (wrapped.masterKey().equals(to.id())) {
      CollectionKeys unused = CollectionKeys.unwrap(path, collection, wrapped, to);
      return;
    }
    byte[] content =
        CollectionKeys.unwrap(path, collection, wrapped, from).wrap(collection, to).encode();
    try (StorageWriter writer = storage.create(path)) {
      writer.write(content, 0, content.length);
      writer.commit();
    }
  }

  String path() {
    return path;
  }

  /** The keys, made if the collection has no backup yet. */
  CollectionKeys open(MasterKey master, Encryption encryption) {
    Optional<KeysJson> wrapped = read();
    if (wrapped.isEmpty()) {
      if (!storage.list(collection + "/manifests").isEmpty()) {
        throw KeyException.lost(path);
      }
      byte[] made = CollectionKeys.generate(encryption).wrap(collection, master).encode();
      // Another writer may have been first: then its keys are the keys.
      boolean unused = storage.putIfAbsent(path, made);
      wrapped = read();
    }
    return CollectionKeys.unwrap(
        path, collection, wrapped.orElseThrow(() -> KeyException.lost(path)), master);
  }

  private Optional<KeysJson> read() {
    try {
      return Optional.of(KeysJson.decode(path, WholeFile.read(storage, path)));
    } catch (MissingFileException e) {
      return Optional.empty();
    }
  }
}
