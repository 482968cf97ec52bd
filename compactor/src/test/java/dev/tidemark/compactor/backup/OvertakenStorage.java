package dev.tidemark.compactor.backup;

import dev.tidemark.archive.storage.Storage;
import dev.tidemark.archive.storage.StorageWriter;
import dev.tidemark.archive.storage.StoredFile;
import java.io.InputStream;
import java.util.List;

/** A storage where somebody else publishes just before the first manifest is put. */
final class OvertakenStorage implements Storage {

  private final Storage storage;
  private Runnable rival;

  OvertakenStorage(Storage storage, Runnable rival) {
    this.storage = storage;
    this.rival = rival;
  }

  @Override
  public boolean putIfAbsent(String path, byte[] content) {
    Runnable first = rival;
    rival = () -> {};
    first.run();
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
  public void close() {
    storage.close();
  }
}
