package dev.tidemark.restorer.verify;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.math.BigInteger;
import java.nio.ByteOrder;

/**
 * Counts rows and adds up their {@link ServerHash}, given as a COPY in binary sends them ("Binary
 * Format" in PostgreSQL's page on COPY). Not for use by two threads.
 */
public final class ServerSum {

  private static final VarHandle SHORTS =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

  /** Before the first row: the signature, the flags, and the length of what else there is. */
  private static final int HEADER = 11 + 2 * Integer.BYTES;

  private static final int END = -1;
  private static final int NULL_LENGTH = -1;

  private final ServerHash hash = new ServerHash();
  private boolean isBegun;
  private long rows;
  private long sum;

  /**
   * Adds what comes next.
   *
   * @param message whole rows, with the header before the first and the end after the last
   * @throws IllegalArgumentException a value has fewer bytes than none
   * @throws IndexOutOfBoundsException a row is not whole
   */
  public void add(byte[] message) {
    int at = isBegun ? 0 : HEADER;
    isBegun = true;
    while (at < message.length) {
      int count = (short) SHORTS.get(message, at);
      at += Short.BYTES;
      if (count != END) {
        at = row(message, at, count);
      }
    }
  }

  /**
   * The server's own, of the same rows.
   *
   * @param answer how many there are, and the sum of their hashes, of which the lowest 64 bits
   *     count
   */
  public static Checksum parse(String answer) {
    int space = answer.indexOf(' ');
    return new Checksum(
        Long.parseLong(answer.substring(0, space)),
        new BigInteger(answer.substring(space + 1)).longValue());
  }

  /** Where it ends. */
  private int row(byte[] message, int from, int count) {
    int at = from;
    for (int i = 0; i < count; i++) {
      int length = (int) INTS.get(message, at);
      at += Integer.BYTES;
      if (length == NULL_LENGTH) {
        hash.nullValue();
      } else if (length < 0) {
        throw new IllegalArgumentException("a value of " + length + " bytes");
      } else {
        hash.value(message, at, length);
        at += length;
      }
    }
    rows++;
    sum += hash.row();
    return at;
  }

  /** What was added so far. */
  public Checksum checksum() {
    return new Checksum(rows, sum);
  }
}
