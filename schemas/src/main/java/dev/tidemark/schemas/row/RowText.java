package dev.tidemark.schemas.row;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * From a row's bytes back to the source's text: the inverse of {@link RowEncoder}, to the letter.
 * Holds no state, so threads may share it.
 */
public final class RowText {

  private static final int TEXT_BRANCH = 1;

  private final ValueCodec[] codecs;
  private final int[] keyPositions;
  private final boolean isKeyedByWholeRow;

  private RowText(RowSchema schema) {
    List<RowField> fields = schema.fields();
    this.codecs = fields.stream().map(f -> ValueCodec.of(f.kind())).toArray(ValueCodec[]::new);
    this.keyPositions = schema.keyPositions();
    this.isKeyedByWholeRow = schema.isKeyedByWholeRow();
  }

  public static RowText of(RowSchema schema) {
    return new RowText(schema);
  }

  /**
   * The texts of a row, in field order. Where the row was marked unchanged there is null.
   *
   * @throws MalformedBytesException they are no such row
   */
  public @Nullable String[] decode(byte[] bytes, int offset, int length) {
    AvroInput in = AvroInput.of(bytes, offset, length);
    @Nullable String[] values = new @Nullable String[codecs.length];
    for (int i = 0; i < codecs.length; i++) {
      int branch = in.readInt();
      values[i] = branch == 0 ? null : value(codecs[i], branch - 1, in);
    }
    requireEnd(in);
    return values;
  }

  /** The texts of a key, in key order; of a whole row's key the digest in hex, and the copy. */
  public String[] decodeKey(byte[] bytes, int offset, int length) {
    if (isKeyedByWholeRow) {
      return WholeRowKey.texts(new RowSlice(bytes, offset, length));
    }
    AvroInput in = AvroInput.of(bytes, offset, length);
    String[] values = new String[keyPositions.length];
    for (int i = 0; i < keyPositions.length; i++) {
      ValueCodec codec = codecs[keyPositions[i]];
      values[i] = value(codec, codec.hasText() ? in.readInt() : 0, in);
    }
    requireEnd(in);
    return values;
  }

  private static String value(ValueCodec codec, int branch, AvroInput in) {
    if (branch == 0) {
      return codec.read(in);
    }
    if (branch == TEXT_BRANCH && codec.hasText()) {
      return in.readString();
    }
    throw new MalformedBytesException("a union has no such branch");
  }

  private static void requireEnd(AvroInput in) {
    if (in.hasRemaining()) {
      throw new MalformedBytesException("something follows the last field");
    }
  }
}
