package dev.tidemark.archive.storage;

import java.util.Arrays;

/**
 * A writer that sends what it is given in parts of one size, each as soon as it is full. It holds
 * one part, and begins small: most files are.
 */
public abstract class PartWriter extends StorageWriter {

  private static final int FIRST_BYTES = 16 * 1024;

  private final int partBytes;
  private byte[] part;
  private int length;
  private long total;

  /** What a call that failed had taken already: the same call again goes on behind it. */
  private int taken;

  protected PartWriter(int partBytes) {
    this.partBytes = partBytes;
    this.part = new byte[Math.min(FIRST_BYTES, partBytes)];
  }

  /**
   * Sends a full part, or the last. Returns when it no longer needs the bytes, or throws and has
   * sent nothing.
   *
   * @return an array of a part's size for the next part, which may be the same
   */
  protected abstract byte[] send(byte[] bytes, int count);

  @Override
  public final void write(byte[] bytes, int offset, int count) {
    while (taken < count) {
      if (length == partBytes) {
        sendPart();
      }
      int more = Math.min(count - taken, partBytes - length);
      makeRoom(length + more);
      System.arraycopy(bytes, offset + taken, part, length, more);
      length += more;
      total += more;
      taken += more;
    }
    taken = 0;
  }

  /** Sends what is left. Called again after it failed, it sends it then. */
  protected final void sendRest() {
    if (length > 0) {
      sendPart();
    }
  }

  /** What is held and was not sent. */
  protected final byte[] unsent() {
    return Arrays.copyOf(part, length);
  }

  /** Bytes written so far, sent or not. */
  protected final long total() {
    return total;
  }

  private void sendPart() {
    part = send(part, length);
    length = 0;
  }

  private void makeRoom(int needed) {
    if (needed > part.length) {
      int twice = (int) Math.min(partBytes, 2L * part.length);
      part = Arrays.copyOf(part, Math.max(needed, twice));
    }
  }
}
