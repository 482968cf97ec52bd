package dev.tidemark.schemas.row;

import java.util.Arrays;
import org.apache.avro.Schema;

/**
 * Avro's sort order for the keys of a table, on their bytes: the same answer as Avro's own
 * comparison, from a plan made once per schema. Allocates nothing and holds no state, so threads
 * may share it.
 */
public final class KeyOrder {

  /** How many bits a {@link #prefix} has. */
  public static final int PREFIX_BITS = 56;

  private final FieldShape[] shapes;

  private final boolean isOneNumber;

  private KeyOrder(FieldShape[] shapes) {
    this.shapes = shapes;
    this.isOneNumber = shapes.length == 1 && shapes[0].isNumber();
  }

  public static KeyOrder of(Schema key) {
    return new KeyOrder(FieldShape.ofFields(key));
  }

  /** Less than, equal to or greater than 0, as a is before, the same as or after b. */
  public int compare(byte[] a, int aOffset, int aLength, byte[] b, int bOffset, int bLength) {
    int aLimit = aOffset + aLength;
    int bLimit = bOffset + bLength;
    if (isOneNumber) {
      return shapes[0].compare(a, aOffset, aLimit, b, bOffset, bLimit);
    }
    int same = Arrays.mismatch(a, aOffset, aLimit, b, bOffset, bLimit);
    if (same < 0) {
      return 0;
    }
    int aAt = aOffset;
    int bAt = bOffset;
    for (FieldShape shape : shapes) {
      int aEnd = shape.end(a, aAt, aLimit);
      if (aEnd - aOffset <= same) {
        bAt += aEnd - aAt;
      } else {
        int bEnd = shape.end(b, bAt, bLimit);
        int order = shape.compare(a, aAt, aEnd, b, bAt, bEnd);
        if (order != 0) {
          return order;
        }
        bAt = bEnd;
      }
      aAt = aEnd;
    }
    return 0;
  }

  /**
   * A number from 0 to 2^56 - 1 that never falls as keys rise in this order: what of the first
   * field fits into it.
   */
  public long prefix(byte[] key, int offset, int length) {
    return shapes.length == 0 ? 0 : shapes[0].prefix(key, offset, offset + length);
  }

  public int compare(RowSlice a, RowSlice b) {
    return compare(a.array(), a.offset(), a.length(), b.array(), b.offset(), b.length());
  }
}
