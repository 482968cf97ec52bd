package dev.tidemark.schemas.row;

import java.util.Arrays;
import java.util.Objects;

/**
 * An encoded row or key inside a larger array. It does not copy: who holds it must not let the
 * array change.
 */
@SuppressWarnings("ArrayRecordComponent")
public record RowSlice(byte[] array, int offset, int length) {

  public RowSlice {
    Objects.checkFromIndexSize(offset, length, array.length);
  }

  public static RowSlice of(byte[] bytes) {
    return new RowSlice(bytes, 0, bytes.length);
  }

  /** What an output holds; valid until the next write to it. */
  public static RowSlice of(AvroOutput output) {
    return new RowSlice(output.array(), 0, output.size());
  }

  public byte[] toByteArray() {
    return Arrays.copyOfRange(array, offset, offset + length);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RowSlice that
        && Arrays.equals(
            array, offset, offset + length, that.array, that.offset, that.offset + that.length);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(toByteArray());
  }
}
