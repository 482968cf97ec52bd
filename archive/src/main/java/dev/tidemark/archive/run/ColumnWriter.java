package dev.tidemark.archive.run;

import dev.tidemark.schemas.row.AvroInput;
import dev.tidemark.schemas.row.AvroOutput;
import dev.tidemark.schemas.row.FieldShape;
import dev.tidemark.schemas.row.MalformedBytesException;
import java.util.Arrays;

/** One field of the keys, or of the rows, of a group. */
final class ColumnWriter {

  /** There may be many columns, of many tables at once, and few versions. */
  private static final int SMALL = 64;

  private static final byte[] NOTHING = {};

  private final FieldShape shape;
  private AvroOutput branches = new AvroOutput(SMALL);
  private AvroOutput integers = new AvroOutput(SMALL);
  private AvroOutput others = new AvroOutput(SMALL);
  private final AvroInput input = new AvroInput();
  private int integerCount;
  private long previous;

  /** The key's value appended last, where it was: its branch's number is left out. */
  private byte[] last = NOTHING;

  private int lastBranch;
  private int lastFrom;
  private int lastTo;

  ColumnWriter(FieldShape shape) {
    this.shape = shape;
  }

  /**
   * Appends the value that begins at a place.
   *
   * @return where it ends
   */
  int append(byte[] bytes, int from, int limit) {
    int branch = shape.branch(bytes, from, limit);
    int valueFrom = shape.isUnion() ? from + 1 : from;
    int end = shape.valueEnd(branch, bytes, valueFrom, limit);
    if (shape.isUnion()) {
      branches.writeByte(branch);
    }
    if (shape.isInteger(branch)) {
      appendInteger(bytes, valueFrom, end);
    } else {
      others.writeRaw(bytes, valueFrom, end - valueFrom);
    }
    lastBranch = branch;
    lastFrom = valueFrom;
    lastTo = end;
    return end;
  }

  /** The same for a field of the key, which is remembered until {@link #forgetKey}. */
  int appendKey(byte[] bytes, int from, int limit) {
    last = bytes;
    return append(bytes, from, limit);
  }

  void forgetKey() {
    last = NOTHING;
  }

  /**
   * The same for a field that stands in the key as well: what the key says is not said again.
   *
   * @param key whose value was appended before
   */
  int append(byte[] bytes, int from, int limit, ColumnWriter key) {
    int branch = shape.branch(bytes, from, limit);
    // The key's types are the row's without null, which is the first.
    if (branch == key.lastBranch + 1) {
      int end = from + 1 + key.lastTo - key.lastFrom;
      if (end <= limit && Arrays.equals(bytes, from + 1, end, key.last, key.lastFrom, key.lastTo)) {
        branches.writeByte(GroupSchema.AS_IN_KEY);
        return end;
      }
    }
    return append(bytes, from, limit);
  }

  int size() {
    return branches.size() + integers.size() + others.size();
  }

  /** Writes the column and begins another. */
  void flush(AvroOutput out) {
    out.writeBytes(branches.array(), 0, branches.size());
    GroupBytes.writeArray(integerCount, integers, out);
    out.writeBytes(others.array(), 0, others.size());
    branches = GroupBytes.emptied(branches);
    integers = GroupBytes.emptied(integers);
    others = GroupBytes.emptied(others);
    integerCount = 0;
    previous = 0;
  }

  private void appendInteger(byte[] bytes, int from, int end) {
    input.reset(bytes, from, end - from);
    long value = input.readLong();
    if (end - from != length(value)) {
      throw new MalformedBytesException("a number is longer than it has to be");
    }
    integers.writeLong(value - previous);
    integerCount++;
    previous = value;
  }

  /** How many bytes Avro has for a number: what readers will write for it. */
  private static int length(long value) {
    long zigzag = (value << 1) ^ (value >> (Long.SIZE - 1));
    return (Long.SIZE - Long.numberOfLeadingZeros(zigzag | 1) + 6) / 7;
  }
}
