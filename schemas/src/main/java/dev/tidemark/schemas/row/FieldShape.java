package dev.tidemark.schemas.row;

import java.util.List;
import org.apache.avro.Schema;

/**
 * What a field's bytes look like: enough to step over it or to compare it without decoding. Threads
 * may share it.
 */
public final class FieldShape {

  private static final int NOT_A_UNION = 0;

  private final boolean isUnion;
  private final Wire[] branches;

  private FieldShape(boolean isUnion, Wire[] branches) {
    this.isUnion = isUnion;
    this.branches = branches;
  }

  /** Of the fields of a row's schema, or of a key's, in their order. */
  public static FieldShape[] ofFields(Schema record) {
    return record.getFields().stream().map(field -> of(field.schema())).toArray(FieldShape[]::new);
  }

  private static FieldShape of(Schema schema) {
    boolean isUnion = schema.isUnion();
    List<Schema> branches = isUnion ? schema.getTypes() : List.of(schema);
    return new FieldShape(isUnion, branches.stream().map(Wire::of).toArray(Wire[]::new));
  }

  /** Whether the number of a branch, a byte, stands before the value. */
  public boolean isUnion() {
    return isUnion;
  }

  /**
   * Which of its types a field has at a place; 0 when it has one alone.
   *
   * @throws MalformedBytesException none, or nothing is there
   */
  public int branch(byte[] bytes, int from, int limit) {
    return isUnion ? unionBranch(bytes, from, limit) : NOT_A_UNION;
  }

  private int unionBranch(byte[] bytes, int from, int limit) {
    if (from >= limit) {
      throw new MalformedBytesException("they end in the middle of a value");
    }
    return checked(number(bytes[from]));
  }

  /** Whether a branch is an Avro int or long. */
  public boolean isInteger(int branch) {
    return branches[checked(branch)] == Wire.VARINT;
  }

  /** Whether a branch has no bytes beside its number. */
  public boolean isNull(int branch) {
    return branches[checked(branch)] == Wire.NULL;
  }

  /** Where the value of a branch ends that begins, without the branch's number, at a place. */
  public int valueEnd(int branch, byte[] bytes, int from, int limit) {
    return branches[checked(branch)].end(bytes, from, limit);
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

  private Wire branch(byte[] bytes, int from) {
    return branches[checked(number(bytes[from]))];
  }

  /** A union here has few branches: the number of one is a byte, zig-zag. */
  private static int number(byte zigzag) {
    return ((zigzag & 0xFF) >> 1) ^ -(zigzag & 1);
  }

  private int checked(int branch) {
    if (branch < 0 || branch >= branches.length) {
      throw new MalformedBytesException("a union has no such branch");
    }
    return branch;
  }
}
