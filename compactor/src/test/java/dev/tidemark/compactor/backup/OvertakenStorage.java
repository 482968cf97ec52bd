package dev.tidemark.compactor.backup;

import dev.tidemark.archive.storage.ForwardingStorage;
import dev.tidemark.archive.storage.Storage;

/** A storage where somebody else publishes just before the first manifest is put. */
final class OvertakenStorage extends ForwardingStorage {

  private Runnable rival;

  OvertakenStorage(Storage storage, Runnable rival) {
    super(storage);
    this.rival = rival;
  }

  @Override
  public boolean putIfAbsent(String path, byte[] content) {
    Runnable first = rival;
    rival = () -> {};
    first.run();
    return super.putIfAbsent(path, content);
  }
}
