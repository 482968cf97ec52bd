package dev.tidemark.schemas.row;

import java.util.List;
import org.apache.avro.Schema;

/** What a field's bytes look like: enough to step over it or to compare it without decoding. */
final class FieldShape {

  private final boolean isUnion;
  private final Wire[] branches;

  private FieldShape(boolean isUnion, Wire[] branches) {
    this.isUnion = isUnion;
    this.branches = branches;
  }

  static FieldShape[] ofFields(Schema record) {
    return record.getFields().stream().map(field -> of(field.schema())).toArray(FieldShape[]::new);
  }

  private static FieldShape of(Schema schema) {
    boolean isUnion = schema.isUnion();
    List<Schema> branches = isUnion ? schema.getTypes() : List.of(schema);
    return new FieldShape(isUnion, branches.stream().map(Wire::of).toArray(Wire[]::new));
  }

  /** An integer that is never null nor a text. */
  boolean isNumber() {
    return !isUnion && branches[0] == Wire.VARINT;
  }

  /** Where the value ends that begins at a place. */
  int end(byte[] bytes, int from, int limit) {
    if (!isUnion) {
      return branches[0].end(bytes, from, limit);
    }
    int valueFrom = Wire.VARINT.end(bytes, from, limit);
    return branch(bytes, from).end(bytes, valueFrom, limit);
  }

  /** Compares the values at two places by Avro's sort order. */
  int compare(byte[] a, int aFrom, int aLimit, byte[] b, int bFrom, int bLimit) {
    if (!isUnion) {
      return branches[0].compare(a, aFrom, aLimit, b, bFrom, bLimit);
    }
    int aValue = Wire.VARINT.end(a, aFrom, aLimit);
    int bValue = Wire.VARINT.end(b, bFrom, bLimit);
    int byBranch = Byte.compare(a[aFrom], b[bFrom]);
    return byBranch != 0
        ? byBranch
        : branch(a, aFrom).compare(a, aValue, aLimit, b, bValue, bLimit);
  }

  /** What {@link KeyOrder#prefix} is of the value that begins at a place. */
  long prefix(byte[] bytes, int from, int limit) {
    return isUnion ? 0 : branches[0].prefix(bytes, from, limit);
  }

  /** A union here has few branches: its number is one byte, zig-zag. */
  private Wire branch(byte[] bytes, int from) {
    int zigzag = bytes[from];
    int index = zigzag >> 1;
    if ((zigzag & 1) != 0 || index < 0 || index >= branches.length) {
      throw new MalformedBytesException("a union has no such branch");
    }
    return branches[index];
  }
}
