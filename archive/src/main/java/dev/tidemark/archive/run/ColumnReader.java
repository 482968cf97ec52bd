package dev.tidemark.archive.run;

import dev.tidemark.schemas.row.AvroInput;
import dev.tidemark.schemas.row.AvroOutput;
import dev.tidemark.schemas.row.FieldShape;

/** What a {@link ColumnWriter} wrote, value by value. */
final class ColumnReader {

  private final FieldShape shape;
  private final boolean isUnion;
  private final AvroInput branches = new AvroInput();
  private final AvroInput integers = new AvroInput();
  private final AvroInput others = new AvroInput();
  private long previous;

  /** The value before: its branch, and where it begins in what it was written to. */
  private int lastBranch;

  private int lastFrom;
  private int lastTo;

  ColumnReader(FieldShape shape) {
    this.shape = shape;
    this.isUnion = shape.isUnion();
  }

  /** Begins a column, and goes behind it. */
  void reset(AvroInput in) {
    GroupBytes.readBytes(in, branches);
    int unused = GroupBytes.readArray(in, integers);
    GroupBytes.readBytes(in, others);
    previous = 0;
  }

  /** Writes the next value. */
  void next(AvroOutput out) {
    int branch = isUnion ? branches.readByte() : 0;
    write(branch, out);
  }

  /**
   * Writes the next value of a field that may stand in the key as well.
   *
   * @param key whose value was written before
   * @param keyOut where to
   */
  void next(AvroOutput out, ColumnReader key, AvroOutput keyOut) {
    int branch = branches.readByte();
    if (branch == GroupSchema.AS_IN_KEY) {
      out.writeByte((key.lastBranch + 1) << 1);
      out.writeRaw(keyOut.array(), key.lastFrom, key.lastTo - key.lastFrom);
    } else {
      write(branch, out);
    }
  }

  boolean hasRemaining() {
    return branches.hasRemaining() || integers.hasRemaining() || others.hasRemaining();
  }

  private void write(int branch, AvroOutput out) {
    if (isUnion) {
      out.writeByte(branch << 1);
    }
    lastBranch = branch;
    lastFrom = out.size();
    if (shape.isInteger(branch)) {
      previous += integers.readLong();
      out.writeLong(previous);
    } else if (!shape.isNull(branch)) {
      int from = others.position();
      int end = shape.valueEnd(branch, others.array(), from, from + others.remaining());
      out.writeRaw(others.array(), from, end - from);
      others.skip(end - from);
    }
    lastTo = out.size();
  }
}
