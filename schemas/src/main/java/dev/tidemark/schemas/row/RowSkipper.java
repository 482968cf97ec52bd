package dev.tidemark.schemas.row;

import org.apache.avro.Schema;

/** Finds where a row's fields begin and end, without decoding them. Threads may share it. */
public final class RowSkipper {

  private final FieldShape[] shapes;

  private RowSkipper(FieldShape[] shapes) {
    this.shapes = shapes;
  }

  /** For the rows, or the keys, of a record schema. */
  public static RowSkipper of(Schema record) {
    return new RowSkipper(FieldShape.ofFields(record));
  }

  /** Moves behind the row at which a cursor stands. */
  public void skip(AvroInput in) {
    int from = in.position();
    int limit = from + in.remaining();
    int at = from;
    for (FieldShape shape : shapes) {
      at = shape.end(in.array(), at, limit);
    }
    in.skip(at - from);
  }

  /**
   * Where each field of a row begins, and at last where the row ends: one number more than fields.
   *
   * @throws MalformedBytesException the row is longer or shorter
   */
  public int[] bounds(byte[] bytes, int offset, int length) {
    int[] bounds = new int[shapes.length + 1];
    int limit = offset + length;
    bounds[0] = offset;
    for (int i = 0; i < shapes.length; i++) {
      bounds[i + 1] = shapes[i].end(bytes, bounds[i], limit);
    }
    if (bounds[shapes.length] != limit) {
      throw new MalformedBytesException("something follows the last field");
    }
    return bounds;
  }
}
