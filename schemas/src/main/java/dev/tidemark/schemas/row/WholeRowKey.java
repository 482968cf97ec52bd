package dev.tidemark.schemas.row;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import org.apache.avro.Schema;

/**
 * The key of a row whose table has none: the SHA-256 of its bytes, and the number of its copy,
 * which tells equal rows apart. Where that is not known, it is {@link #UNNUMBERED}.
 */
public final class WholeRowKey {

  /** The copy in an event: the source does not say which of several equal rows it means. */
  public static final int UNNUMBERED = 0;

  static final String DIGEST = "digest";
  static final String COPY = "copy";

  static final int DIGEST_BYTES = 32;

  private WholeRowKey() {}

  static Schema digestType() {
    return Schema.createFixed("RowDigest", null, "tidemark", DIGEST_BYTES);
  }

  /** Whether a key schema is of this kind. */
  static boolean isKindOf(Schema key) {
    Schema.Field digest = key.getField(DIGEST);
    return digest != null && digest.schema().equals(digestType());
  }

  /** The unnumbered key of a row, which is whole: nothing in it is left unchanged. */
  static byte[] of(byte[] bytes, int offset, int length) {
    AvroOutput key = new AvroOutput(DIGEST_BYTES + 1);
    MessageDigest sha256 = sha256();
    sha256.update(bytes, offset, length);
    key.writeRaw(sha256.digest(), 0, DIGEST_BYTES);
    key.writeInt(UNNUMBERED);
    return key.toByteArray();
  }

  /** Writes a key of the same row with another copy's number. */
  public static void write(RowSlice key, int copy, AvroOutput out) {
    requireDigest(key);
    out.writeRaw(key.array(), key.offset(), DIGEST_BYTES);
    out.writeInt(copy);
  }

  /** The number of the copy. */
  public static int copy(RowSlice key) {
    requireDigest(key);
    return AvroInput.of(key.array(), key.offset() + DIGEST_BYTES, key.length() - DIGEST_BYTES)
        .readInt();
  }

  static String[] texts(RowSlice key) {
    int copy = copy(key);
    String digest =
        HexFormat.of().formatHex(key.array(), key.offset(), key.offset() + DIGEST_BYTES);
    return new String[] {digest, Integer.toString(copy)};
  }

  /**
   * Less than, equal to or greater than 0, as the rows of two keys are in order, whatever copies.
   */
  public static int compareRows(RowSlice a, RowSlice b) {
    requireDigest(a);
    requireDigest(b);
    return Arrays.compareUnsigned(
        a.array(),
        a.offset(),
        a.offset() + DIGEST_BYTES,
        b.array(),
        b.offset(),
        b.offset() + DIGEST_BYTES);
  }

  private static void requireDigest(RowSlice key) {
    if (key.length() <= DIGEST_BYTES) {
      throw new MalformedBytesException("a key ends in the middle of its digest");
    }
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
