package dev.tidemark.archive.storage;

import java.io.InputStream;
import java.util.List;

/** Does what the storage under it does; a spec overrides what it is about. */
public abstract class ForwardingStorage implements Storage {

  private final Storage storage;

  protected ForwardingStorage(Storage storage) {
    this.storage = storage;
  }

  @Override
  public boolean putIfAbsent(String path, byte[] content) {
    return storage.putIfAbsent(path, content);
  }

  @Override
  public StorageWriter create(String path) {
    return storage.create(path);
  }

  @Override
  public InputStream open(String path, long offset) {
    return storage.open(path, offset);
  }

  @Override
  public List<StoredFile> list(String prefix) {
    return storage.list(prefix);
  }

  @Override
  public void delete(String path) {
    storage.delete(path);
  }

  @Override
  public UnfinishedFiles unfinished() {
    return storage.unfinished();
  }

  @Override
  public FileLocks locks() {
    return storage.locks();
  }

  @Override
  public void close() {
    storage.close();
  }
}
