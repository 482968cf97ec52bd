package dev.tidemark.archive.container;

import dev.tidemark.archive.storage.Sha256;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;

/**
 * A file read from its beginning to its end, digested on the way. No length that stands in the file
 * is believed when it goes beyond the file's end.
 */
final class CheckedInput implements AutoCloseable {

  private static final int BUFFER_BYTES = 16 * 1024;
  private static final int LARGEST_ARRAY = Integer.MAX_VALUE - 8;

  private final InputStream in;
  private final long size;
  private final MessageDigest digest = Sha256.newDigest();
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private int at;
  private int limit;

  /** Bytes handed out. */
  private long consumed;

  CheckedInput(InputStream in, long size) {
    this.in = in;
    this.size = size;
  }

  boolean isAtEnd() throws IOException {
    return at == limit && !fill();
  }

  /** An Avro long. */
  long readLong() throws IOException {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      if (isAtEnd()) {
        throw new EOFException("the file ends in the middle of a number");
      }
      byte next = buffer[at++];
      consumed++;
      value |= (next & 0x7FL) << shift;
      if (next >= 0) {
        return (value >>> 1) ^ -(value & 1);
      }
    }
    throw new IOException("a number does not end");
  }

  /** Reads a length that so many bytes of the file must follow. */
  int readLength() throws IOException {
    long length = readLong();
    if (length < 0 || length > size - consumed || length > LARGEST_ARRAY) {
      throw new IOException("a length goes beyond the end of the file");
    }
    return (int) length;
  }

  void readFully(byte[] target, int length) throws IOException {
    int done = Math.min(length, limit - at);
    System.arraycopy(buffer, at, target, 0, done);
    at += done;
    while (done < length) {
      int count = in.read(target, done, length - done);
      if (count < 0) {
        throw new EOFException("the file ends early");
      }
      digest.update(target, done, count);
      done += count;
    }
    consumed += length;
  }

  byte[] readBytes(int length) throws IOException {
    byte[] bytes = new byte[length];
    readFully(bytes, length);
    return bytes;
  }

  long consumed() {
    return consumed;
  }

  /** Of all that was read; once, at the end. */
  Sha256 sha256() {
    return Sha256.ofDigest(digest.digest());
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  private boolean fill() throws IOException {
    int count = in.read(buffer, 0, buffer.length);
    at = 0;
    limit = Math.max(0, count);
    digest.update(buffer, 0, limit);
    return count > 0;
  }
}
