package dev.tidemark.compactor.sort;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Reads a spill file through a buffer that grows only for a record larger than itself. */
final class SpillCursor implements RecordCursor {

  private final Path path;
  private final InputStream in;
  private byte[] buffer;
  private int offset;
  private int length;
  private int filled;

  SpillCursor(Path path, int bufferSize) {
    this.path = path;
    this.buffer = new byte[bufferSize];
    try {
      this.in = Files.newInputStream(path);
    } catch (IOException e) {
      throw new TemporarySpaceException(path, e);
    }
  }

  @Override
  public boolean advance() {
    offset += length;
    length = 0;
    try {
      if (!fill(Integer.BYTES)) {
        return false;
      }
      int next = Lengths.read(buffer, offset);
      offset += Integer.BYTES;
      if (!fill(next)) {
        throw new EOFException("it ends within a record");
      }
      length = next;
      return true;
    } catch (IOException e) {
      throw new TemporarySpaceException(path, e);
    }
  }

  /** Makes {@code needed} bytes from {@code offset} on available; false at the end of the file. */
  private boolean fill(int needed) throws IOException {
    if (filled - offset >= needed) {
      return true;
    }
    System.arraycopy(buffer, offset, buffer, 0, filled - offset);
    filled -= offset;
    offset = 0;
    if (needed > buffer.length) {
      buffer = Arrays.copyOf(buffer, needed);
    }
    while (filled < needed) {
      int read = in.read(buffer, filled, buffer.length - filled);
      if (read < 0) {
        if (filled > 0) {
          throw new EOFException("it ends within a record");
        }
        return false;
      }
      filled += read;
    }
    return true;
  }

  @Override
  public byte[] buffer() {
    return buffer;
  }

  @Override
  public int offset() {
    return offset;
  }

  @Override
  public int length() {
    return length;
  }

  @Override
  public void close() {
    try {
      in.close();
    } catch (IOException e) {
      throw new TemporarySpaceException(path, e);
    }
  }
}
