package dev.tidemark.archive.storage.encryption;

import dev.tidemark.archive.storage.StorageException;
import dev.tidemark.archive.storage.StorageWriter;
import java.io.IOException;
import java.io.OutputStream;

/** Encrypts a file on its way into a storage. */
final class EncryptedWriter extends StorageWriter {

  private final String path;
  private final StorageWriter ciphertext;
  private final OutputStream content;
  private boolean ended;

  EncryptedWriter(String path, StorageWriter ciphertext, OutputStream content) {
    this.path = path;
    this.ciphertext = ciphertext;
    this.content = content;
  }

  /** What Tink closes at the end of a file, when that is not to be committed yet. */
  static OutputStream unclosed(StorageWriter writer) {
    return new OutputStream() {
      @Override
      public void write(int b) {
        writer.write(b);
      }

      @Override
      public void write(byte[] bytes, int offset, int length) {
        writer.write(bytes, offset, length);
      }
    };
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    try {
      content.write(bytes, offset, length);
    } catch (IOException e) {
      throw StorageException.of("encrypt", path, "memory", e);
    }
  }

  @Override
  public void commit() {
    try {
      if (!ended) {
        content.close();
        ended = true;
      }
    } catch (IOException e) {
      throw StorageException.of("encrypt", path, "memory", e);
    }
    ciphertext.commit();
  }

  /** Without the end that a commit writes, the ciphertext is no file. */
  @Override
  public void close() {
    ciphertext.close();
  }
}
