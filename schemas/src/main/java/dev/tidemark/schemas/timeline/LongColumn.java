package dev.tidemark.schemas.timeline;

import dev.tidemark.schemas.row.AvroInput;
import dev.tidemark.schemas.row.AvroOutput;
import dev.tidemark.schemas.row.MalformedBytesException;
import java.util.Arrays;

/**
 * Numbers one after the other, as an Avro array of long or int. It grows and is used again. Not for
 * sharing between threads.
 */
final class LongColumn {

  private long[] values = new long[64];
  private int size;

  int size() {
    return size;
  }

  long at(int index) {
    return values[index];
  }

  void set(int index, long value) {
    values[index] = value;
  }

  void add(long value) {
    if (size == values.length) {
      values = Arrays.copyOf(values, 2 * size);
    }
    values[size++] = value;
  }

  void clear() {
    size = 0;
  }

  /** All bits that any of the differences between neighbours has, and the first value. */
  long bitsOfDifferences() {
    long bits = 0;
    long before = 0;
    for (int i = 0; i < size; i++) {
      bits |= values[i] - before;
      before = values[i];
    }
    return bits;
  }

  /** Writes the values as they are. */
  void write(AvroOutput out) {
    for (int i = 0; i < size; i++) {
      out.writeLong(values[i]);
    }
  }

  /**
   * Writes each as its difference to the one before, the first to 0.
   *
   * @param shift how many bits, which none of the differences has, are left out at their right
   */
  void writeDifferences(AvroOutput out, int shift) {
    long before = 0;
    for (int i = 0; i < size; i++) {
      out.writeLong((values[i] - before) >> shift);
      before = values[i];
    }
  }

  /**
   * Reads an array in place of what was there.
   *
   * @throws MalformedBytesException there is none
   */
  void read(AvroInput in) {
    size = 0;
    for (int count = in.readBlock(); count != 0; count = in.readBlock()) {
      if (values.length - size < count) {
        values = Arrays.copyOf(values, Math.max(size + count, 2 * values.length));
      }
      for (int i = 0; i < count; i++) {
        values[size++] = in.readLong();
      }
    }
  }

  /** Steps over an array. */
  static void skip(AvroInput in) {
    for (int count = in.skipBlocks(); count != 0; count = in.skipBlocks()) {
      for (int i = 0; i < count; i++) {
        long unused = in.readLong();
      }
    }
  }

  /** Makes the values of their differences. */
  void sum(int shift) {
    long value = 0;
    for (int i = 0; i < size; i++) {
      value += values[i] << shift;
      values[i] = value;
    }
  }
}
