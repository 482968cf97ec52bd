package dev.tidemark.restorer.verify;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.List;

/**
 * A 64-bit hash of a row that PostgreSQL's own functions make as well, so that a server can add up
 * rows without sending them. The values are what the send functions of their types give.
 *
 * <p>Their hashes come together as {@code hash_array_extended} does it, which is a sum; that is
 * hashed once more, for the sums of many rows must tell values that have changed their row.
 *
 * <p>The hash of bytes is {@code hash_bytes_extended} of {@code src/common/hashfn.c}, which is Bob
 * Jenkins' lookup3 ("Hash Functions for Hash Table Lookup", 2006), as it is on little-endian
 * machines. Not for use by two threads.
 */
public final class ServerHash {

  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle NETWORK_LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private static final int BLOCK = 3 * Integer.BYTES;
  private static final int FIRST = 0x9e3779b9 + 3923095;

  /** What {@code hash_array_extended} begins with. */
  private static final long EMPTY = 1;

  private static final int FACTOR = 31;

  private final byte[] word = new byte[Long.BYTES];
  private long values = EMPTY;

  /** The expression that makes it of values, which are expressions for bytea. */
  public static String sql(List<String> values) {
    return array("pg_catalog.int8send(" + array(String.join(", ", values)) + ")");
  }

  private static String array(String values) {
    return "pg_catalog.hash_array_extended(ARRAY[" + values + "]::pg_catalog.bytea[], 0)";
  }

  /** Adds the next value of the row. */
  void value(byte[] bytes, int offset, int length) {
    values = values * FACTOR + ofBytes(bytes, offset, length);
  }

  /** Adds a null. */
  void nullValue() {
    values *= FACTOR;
  }

  /** The hash of the row whose values were added since the last. */
  long row() {
    NETWORK_LONGS.set(word, 0, values);
    values = EMPTY;
    return EMPTY * FACTOR + ofBytes(word, 0, word.length);
  }

  static long ofBytes(byte[] bytes, int offset, int length) {
    int a = FIRST + length;
    int b = a;
    int c = a;
    int at = offset;
    int left = length;
    for (; left >= BLOCK; left -= BLOCK, at += BLOCK) {
      a += (int) INTS.get(bytes, at);
      b += (int) INTS.get(bytes, at + Integer.BYTES);
      c += (int) INTS.get(bytes, at + 2 * Integer.BYTES);
      a = (a - c) ^ Integer.rotateLeft(c, 4);
      c += b;
      b = (b - a) ^ Integer.rotateLeft(a, 6);
      a += c;
      c = (c - b) ^ Integer.rotateLeft(b, 8);
      b += a;
      a = (a - c) ^ Integer.rotateLeft(c, 16);
      c += b;
      b = (b - a) ^ Integer.rotateLeft(a, 19);
      a += c;
      c = (c - b) ^ Integer.rotateLeft(b, 4);
      b += a;
    }
    // The lowest byte of the last word stands for the length.
    a += word(bytes, at, left);
    b += word(bytes, at + Integer.BYTES, left - Integer.BYTES);
    c += word(bytes, at + 2 * Integer.BYTES, left - 2 * Integer.BYTES) << Byte.SIZE;
    c = (c ^ b) - Integer.rotateLeft(b, 14);
    a = (a ^ c) - Integer.rotateLeft(c, 11);
    b = (b ^ a) - Integer.rotateLeft(a, 25);
    c = (c ^ b) - Integer.rotateLeft(b, 16);
    a = (a ^ c) - Integer.rotateLeft(c, 4);
    b = (b ^ a) - Integer.rotateLeft(a, 14);
    c = (c ^ b) - Integer.rotateLeft(b, 24);
    return ((long) b << Integer.SIZE) | Integer.toUnsignedLong(c);
  }

  /** Up to four bytes, as many as there are. */
  private static int word(byte[] bytes, int at, int left) {
    if (left >= Integer.BYTES) {
      return (int) INTS.get(bytes, at);
    }
    int word = 0;
    for (int i = left - 1; i >= 0; i--) {
      word = (word << Byte.SIZE) | (bytes[at + i] & 0xFF);
    }
    return word;
  }
}
