package dev.tidemark.archive.storage;

import java.io.IOException;

/** A file on its way into a directory. */
final class FileStorageWriter extends StorageWriter {

  private final String path;
  private final String place;
  private final PendingFile pending;

  FileStorageWriter(String path, String place, PendingFile pending) {
    this.path = path;
    this.place = place;
    this.pending = pending;
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    try {
      pending.write(bytes, offset, length);
    } catch (IOException e) {
      throw StorageException.of("write", path, place, e);
    }
  }

  @Override
  public void commit() {
    try {
      pending.moveIntoPlace();
    } catch (IOException e) {
      throw StorageException.of("write", path, place, e);
    }
  }

  @Override
  public void close() {
    try {
      pending.close();
    } catch (IOException e) {
      throw StorageException.of("write", path, place, e);
    }
  }
}
