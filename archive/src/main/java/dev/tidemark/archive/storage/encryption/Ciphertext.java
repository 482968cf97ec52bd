package dev.tidemark.archive.storage.encryption;

import dev.tidemark.archive.storage.Storage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A stored file as Tink reads it, from any place on, behind the head that it may have. It remembers
 * what the storage failed with, to tell that from a ciphertext that is not what was written.
 */
final class Ciphertext extends InputStream implements SeekableByteChannel {

  private final Storage storage;
  private final String name;
  private final long size;
  private @Nullable InputStream in;
  private long start;
  private long position;
  private @Nullable IOException failure;
  private boolean open = true;

  /**
   * @param in the file from its beginning
   * @param size of all of it; only a channel needs it
   */
  Ciphertext(Storage storage, String name, InputStream in, long size) {
    this.storage = storage;
    this.name = name;
    this.in = in;
    this.size = size;
  }

  /**
   * Reads what stands before the ciphertext, which begins behind it from now on.
   *
   * @return fewer bytes when the file has no more
   */
  byte[] head(int bytes) throws IOException {
    byte[] head = readNBytes(bytes);
    start = head.length;
    position = 0;
    return head;
  }

  /** What reading the storage failed with. */
  Optional<IOException> failure() {
    return Optional.ofNullable(failure);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    try {
      if (in == null) {
        in = storage.open(name, start + position);
      }
      int count = in.read(bytes, offset, length);
      position += Math.max(0, count);
      return count;
    } catch (IOException e) {
      failure = e;
      throw e;
    }
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    byte[] bytes = new byte[target.remaining()];
    int count = bytes.length == 0 ? 0 : read(bytes, 0, bytes.length);
    target.put(bytes, 0, Math.max(0, count));
    return count;
  }

  @Override
  public long position() {
    return position;
  }

  @Override
  public SeekableByteChannel position(long to) throws IOException {
    if (to != position) {
      closeInput();
      position = to;
    }
    return this;
  }

  @Override
  public long size() {
    return size - start;
  }

  @Override
  public boolean isOpen() {
    return open;
  }

  @Override
  public void close() throws IOException {
    open = false;
    closeInput();
  }

  @Override
  public int write(ByteBuffer source) {
    throw new NonWritableChannelException();
  }

  @Override
  public SeekableByteChannel truncate(long to) {
    throw new NonWritableChannelException();
  }

  private void closeInput() throws IOException {
    InputStream old = in;
    in = null;
    if (old != null) {
      old.close();
    }
  }
}
