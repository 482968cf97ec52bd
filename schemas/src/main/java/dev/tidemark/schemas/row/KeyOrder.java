package dev.tidemark.schemas.row;

import org.apache.avro.Schema;

/**
 * Avro's sort order for the keys of a table, on their bytes: the same answer as Avro's own
 * comparison, from a plan made once per schema. Allocates nothing and holds no state, so threads
 * may share it.
 */
public final class KeyOrder {

  private final FieldShape[] shapes;

  private KeyOrder(FieldShape[] shapes) {
    this.shapes = shapes;
  }

  public static KeyOrder of(Schema key) {
    return new KeyOrder(FieldShape.ofFields(key));
  }

  /** Less than, equal to or greater than 0, as a is before, the same as or after b. */
  public int compare(byte[] a, int aOffset, int aLength, byte[] b, int bOffset, int bLength) {
    int aAt = aOffset;
    int bAt = bOffset;
    int aLimit = aOffset + aLength;
    int bLimit = bOffset + bLength;
    for (FieldShape shape : shapes) {
      int aEnd = shape.end(a, aAt, aLimit);
      int bEnd = shape.end(b, bAt, bLimit);
      int order = shape.compare(a, aAt, aEnd, b, bAt, bEnd);
      if (order != 0) {
        return order;
      }
      aAt = aEnd;
      bAt = bEnd;
    }
    return 0;
  }

  public int compare(RowSlice a, RowSlice b) {
    return compare(a.array(), a.offset(), a.length(), b.array(), b.offset(), b.length());
  }
}
