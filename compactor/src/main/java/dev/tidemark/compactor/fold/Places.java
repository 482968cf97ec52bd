package dev.tidemark.compactor.fold;

import dev.tidemark.schemas.row.AvroOutput;
import dev.tidemark.schemas.row.RowSlice;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * How every record that is sorted begins: with its place, which is a lane, a key and a change id.
 * Numbers are of fixed width, so that comparing two records decodes nothing.
 */
public final class Places {

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final int SEQUENCE = Long.BYTES;
  private static final int ORDER = 2 * Long.BYTES;
  private static final int KEY = 3 * Long.BYTES;

  private Places() {}

  public static void write(int lane, RowSlice key, long sequence, long order, AvroOutput out) {
    out.writeLittleEndian(((long) lane << Integer.SIZE) | key.length());
    out.writeLittleEndian(sequence);
    out.writeLittleEndian(order);
    out.writeRaw(key.array(), key.offset(), key.length());
  }

  public static int lane(byte[] record, int from) {
    return (int) ((long) LONG.get(record, from) >>> Integer.SIZE);
  }

  public static long sequence(byte[] record, int from) {
    return (long) LONG.get(record, from + SEQUENCE);
  }

  public static long order(byte[] record, int from) {
    return (long) LONG.get(record, from + ORDER);
  }

  public static int keyOffset(int from) {
    return from + KEY;
  }

  public static int keyLength(byte[] record, int from) {
    return (int) (long) LONG.get(record, from);
  }

  public static RowSlice key(byte[] record, int from) {
    return new RowSlice(record, keyOffset(from), keyLength(record, from));
  }

  /** Where what follows the place begins. */
  public static int end(byte[] record, int from) {
    return keyOffset(from) + keyLength(record, from);
  }

  /** Whether two records have the same lane and, byte for byte, the same key. */
  public static boolean sameKey(byte[] a, int aFrom, byte[] b, int bFrom) {
    return (long) LONG.get(a, aFrom) == (long) LONG.get(b, bFrom)
        && java.util.Arrays.equals(
            a, keyOffset(aFrom), end(a, aFrom), b, keyOffset(bFrom), end(b, bFrom));
  }
}
