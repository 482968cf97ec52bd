package dev.tidemark.archive.run;

import dev.tidemark.schemas.row.AvroInput;
import dev.tidemark.schemas.row.AvroOutput;
import dev.tidemark.schemas.row.MalformedBytesException;

/**
 * The parts of a group in bytes. An array is one block that says how many bytes it has, so that
 * readers get at what follows before they have read it.
 */
final class GroupBytes {

  /** A buffer that a large row made larger is not kept. */
  private static final int LARGEST_KEPT = 1 << 20;

  private GroupBytes() {}

  /** The same buffer without what was written to it, or another. */
  static AvroOutput emptied(AvroOutput buffer) {
    if (buffer.array().length > LARGEST_KEPT) {
      return new AvroOutput();
    }
    buffer.reset();
    return buffer;
  }

  static void writeArray(int count, AvroOutput items, AvroOutput out) {
    if (count > 0) {
      out.writeLong(-(long) count);
      out.writeBytes(items.array(), 0, items.size());
    }
    out.writeInt(0);
  }

  /**
   * Reads one and goes behind it.
   *
   * @param items is set to its elements
   * @return how many they are
   */
  static int readArray(AvroInput in, AvroInput items) {
    int count = in.readInt();
    if (count == 0) {
      items.reset(in.array(), in.position(), 0);
      return 0;
    }
    if (count > 0 || count == Integer.MIN_VALUE) {
      throw new MalformedBytesException("an array is in a form that Tidemark does not write");
    }
    readBytes(in, items);
    if (in.readInt() != 0) {
      throw new MalformedBytesException("an array has more than one part");
    }
    return -count;
  }

  /** Reads one that has as many elements as there are versions. */
  static void readArray(AvroInput in, AvroInput items, int versions) {
    if (readArray(in, items) != versions) {
      throw new MalformedBytesException("a group has another number of versions");
    }
  }

  /** Reads bytes with their length before them, and goes behind them. */
  static void readBytes(AvroInput in, AvroInput bytes) {
    int length = in.readLength();
    bytes.reset(in.array(), in.position(), length);
    in.skip(length);
  }
}
