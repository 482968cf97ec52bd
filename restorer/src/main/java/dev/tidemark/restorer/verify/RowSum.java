package dev.tidemark.restorer.verify;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Counts rows and adds up a 64-bit hash of each, so that the same rows in any order give the same
 * sum. It finds accidents, not forgeries: files are guarded by SHA-256, this guards the way from
 * them into the target. Not for use by two threads.
 */
public final class RowSum {

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  // Odd 64-bit constants with well-spread bits: the fractions of the golden ratio, e and pi.
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;
  private static final long E = 0xB7E151628AED2A6BL;
  private static final long PI = 0x243F6A8885A308D3L;

  private long rows;
  private long sum;

  /** Adds a row, given as its Avro bytes. */
  public void add(byte[] bytes, int offset, int length) {
    rows++;
    sum += hash(bytes, offset, length);
  }

  public Checksum checksum() {
    return new Checksum(rows, sum);
  }

  private static long hash(byte[] bytes, int offset, int length) {
    long hash = length * GOLDEN;
    int at = offset;
    int end = offset + length;
    for (; end - at >= Long.BYTES; at += Long.BYTES) {
      hash = mixed(hash, (long) LONGS.get(bytes, at));
    }
    long rest = 0;
    for (; at < end; at++) {
      rest = (rest << Byte.SIZE) | (bytes[at] & 0xFF);
    }
    hash = mixed(hash, rest);
    hash = (hash ^ (hash >>> 32)) * E;
    hash = (hash ^ (hash >>> 29)) * GOLDEN;
    return hash ^ (hash >>> 32);
  }

  private static long mixed(long hash, long word) {
    long scrambled = Long.rotateLeft(word * E, 31) * GOLDEN;
    return Long.rotateLeft(hash ^ scrambled, 27) * PI + E;
  }
}
