package dev.tidemark.compactor.sort;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Gives records back last in, first out. What exceeds its memory is kept in a file, in blocks that
 * are read from the last to the first. After the last record is popped it can be filled again.
 */
public final class ReversingStack implements AutoCloseable {

  private final int blockSize;
  private final Path path;
  private final Deque<Integer> blocks = new ArrayDeque<>();
  private @Nullable FileChannel file;
  private long fileEnd;
  private byte[] buffer;
  private int used;
  private int offset;
  private int length;

  /**
   * @param memory in bytes; a record larger than it is still taken
   * @param directory exists, and is the caller's to delete
   */
  public ReversingStack(int memory, Path directory, String name) {
    this.blockSize = memory;
    this.buffer = new byte[Math.min(memory, 4096)];
    this.path = directory.resolve(name);
  }

  /** Copies a record in. */
  public void push(byte[] record, int from, int recordLength) {
    int needed = recordLength + Integer.BYTES;
    if (used > 0 && used + needed > blockSize) {
      spill();
    }
    if (used + needed > buffer.length) {
      buffer = Arrays.copyOf(buffer, grown(used + needed));
    }
    System.arraycopy(record, from, buffer, used, recordLength);
    Lengths.write(buffer, used + recordLength, recordLength);
    used += needed;
  }

  private int grown(int needed) {
    return needed >= blockSize ? needed : Math.min(blockSize, Math.max(needed, 2 * buffer.length));
  }

  /** Takes the newest record off; false when there is none. It is valid until the next push. */
  public boolean pop() {
    if (used == 0 && !blocks.isEmpty()) {
      readBack();
    }
    if (used == 0) {
      return false;
    }
    length = Lengths.read(buffer, used - Integer.BYTES);
    offset = used - Integer.BYTES - length;
    used = offset;
    return true;
  }

  private void spill() {
    try {
      FileChannel out = openFile();
      long at = fileEnd;
      ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, used);
      while (bytes.hasRemaining()) {
        at += out.write(bytes, at);
      }
      fileEnd += used;
      blocks.push(used);
      used = 0;
    } catch (IOException e) {
      throw new TemporarySpaceException(path, e);
    }
  }

  private void readBack() {
    try {
      used = blocks.pop();
      fileEnd -= used;
      if (buffer.length < used) {
        buffer = new byte[used];
      }
      FileChannel in = openFile();
      ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, used);
      while (bytes.hasRemaining()) {
        if (in.read(bytes, fileEnd + bytes.position()) < 0) {
          throw new EOFException("it is shorter than what was written");
        }
      }
    } catch (IOException e) {
      throw new TemporarySpaceException(path, e);
    }
  }

  private FileChannel openFile() throws IOException {
    FileChannel opened = file;
    if (opened == null) {
      opened =
          FileChannel.open(
              path,
              StandardOpenOption.CREATE_NEW,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE);
      file = opened;
    }
    return opened;
  }

  public byte[] buffer() {
    return buffer;
  }

  public int offset() {
    return offset;
  }

  public int length() {
    return length;
  }

  @Override
  public void close() {
    try {
      if (file != null) {
        file.close();
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      throw new TemporarySpaceException(path, e);
    }
  }
}
