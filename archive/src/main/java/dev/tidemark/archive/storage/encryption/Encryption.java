package dev.tidemark.archive.storage.encryption;

import com.google.crypto.tink.streamingaead.AesGcmHkdfStreamingParameters;
import com.google.crypto.tink.streamingaead.AesGcmHkdfStreamingParameters.HashType;
import java.security.GeneralSecurityException;
import java.util.Locale;

/** How contents are encrypted: AES-GCM in segments, under a key of its own for each file. */
public enum Encryption {
  AES128_GCM(16),
  AES256_GCM(32);

  static final int SEGMENT_BYTES = 64 * 1024;

  /** Of what the keys of files are derived from. */
  static final int MAIN_KEY_BYTES = 32;

  private final int keyBytes;

  Encryption(int keyBytes) {
    this.keyBytes = keyBytes;
  }

  int keyBytes() {
    return keyBytes;
  }

  AesGcmHkdfStreamingParameters streaming() throws GeneralSecurityException {
    return AesGcmHkdfStreamingParameters.builder()
        .setKeySizeBytes(MAIN_KEY_BYTES)
        .setDerivedAesGcmKeySizeBytes(keyBytes)
        .setHkdfHashType(HashType.SHA256)
        .setCiphertextSegmentSizeBytes(SEGMENT_BYTES)
        .build();
  }

  /**
   * @throws IllegalArgumentException there is none of that name; the message says which there are
   */
  public static Encryption of(String name) {
    for (Encryption encryption : values()) {
      if (encryption.name().equals(name.toUpperCase(Locale.ROOT))) {
        return encryption;
      }
    }
    throw new IllegalArgumentException(
        "'" + name + "' is not an encryption; write AES256_GCM or AES128_GCM");
  }
}
