package dev.tidemark.archive.storage;

/** Repeats a writer's calls, which go on where they failed. */
final class RetryingWriter extends StorageWriter {

  private final StorageWriter writer;
  private final Retry retry;

  RetryingWriter(StorageWriter writer, Retry retry) {
    this.writer = writer;
    this.retry = retry;
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    retry.run(() -> writer.write(bytes, offset, length));
  }

  @Override
  public void commit() {
    retry.run(writer::commit);
  }

  /** Once: when the storage is gone, what wrote has waited for it long enough. */
  @Override
  public void close() {
    writer.close();
  }
}
