package dev.tidemark.schemas.row;

import java.util.HexFormat;

/**
 * Avro's single-object encoding: two bytes that say so, the fingerprint of the schema, then the
 * value.
 */
public final class SingleObject {

  /** Where the value begins. */
  public static final int HEADER_LENGTH = 10;

  private static final int MARKER_FIRST = 0xC3;
  private static final int MARKER_SECOND = 0x01;

  private SingleObject() {}

  public static void writeHeader(long fingerprint, AvroOutput out) {
    out.writeByte(MARKER_FIRST);
    out.writeByte(MARKER_SECOND);
    out.writeLittleEndian(fingerprint);
  }

  public static boolean isSingleObject(byte[] bytes) {
    return bytes.length >= HEADER_LENGTH
        && (bytes[0] & 0xFF) == MARKER_FIRST
        && bytes[1] == MARKER_SECOND;
  }

  /**
   * The fingerprint of the schema of what follows.
   *
   * @throws MalformedBytesException the bytes do not begin as single-object encoding does
   */
  public static long fingerprint(byte[] bytes) {
    if (!isSingleObject(bytes)) {
      throw new MalformedBytesException("they do not begin with C3 01 and a fingerprint");
    }
    AvroInput in = AvroInput.of(bytes);
    in.skip(2);
    return in.readLittleEndian();
  }

  /** A fingerprint as people see it: 16 hexadecimal digits. */
  public static String hex(long fingerprint) {
    return HexFormat.of().toHexDigits(fingerprint);
  }
}
