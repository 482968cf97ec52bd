package dev.tidemark.archive.storage.encryption;

/** How large a file is, told from how large its ciphertext is, and the other way round never. */
final class FileSize {

  private static final int TAG_BYTES = 16;
  private static final int NONCE_PREFIX_BYTES = 7;

  private FileSize() {}

  /**
   * By the layout of Tink's AesGcmHkdfStreaming: a header of a length byte, a salt as long as the
   * key and a nonce's prefix, which the first segment makes room for; and a tag in each segment.
   *
   * @param ciphertext bytes, without those of a wrapped key before them
   */
  static long of(long ciphertext, Encryption encryption) {
    long full = ciphertext / Encryption.SEGMENT_BYTES;
    long rest = ciphertext % Encryption.SEGMENT_BYTES;
    long segments = full + (rest > 0 ? 1 : 0);
    long header = 1L + encryption.keyBytes() + NONCE_PREFIX_BYTES;
    return Math.max(0, ciphertext - segments * TAG_BYTES - header);
  }
}
