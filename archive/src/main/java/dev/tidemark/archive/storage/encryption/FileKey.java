package dev.tidemark.archive.storage.encryption;

import com.google.crypto.tink.AccessesPartialKey;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.StreamingAead;
import com.google.crypto.tink.streamingaead.AesGcmHkdfStreamingKey;
import com.google.crypto.tink.util.SecretBytes;
import java.security.GeneralSecurityException;
import java.util.Arrays;

/** What files are encrypted with, and what stands at the head of each for its reader to have it. */
final class FileKey {

  private final byte[] head;
  private final StreamingAead contents;

  private FileKey(byte[] head, StreamingAead contents) {
    this.head = head;
    this.contents = contents;
  }

  /** One that the reader has from elsewhere. */
  static FileKey shared(KeysetHandle keys) throws GeneralSecurityException {
    return new FileKey(new byte[0], contents(keys));
  }

  /**
   * @param head the key, wrapped
   */
  @AccessesPartialKey
  static FileKey ofBackup(byte[] head, SecretBytes key, Encryption encryption)
      throws GeneralSecurityException {
    AesGcmHkdfStreamingKey secret = AesGcmHkdfStreamingKey.create(encryption.streaming(), key);
    return new FileKey(
        head.clone(),
        contents(
            KeysetHandle.newBuilder()
                .addEntry(KeysetHandle.importKey(secret).withRandomId().makePrimary())
                .build()));
  }

  byte[] head() {
    return head.clone();
  }

  boolean hasHead(byte[] other) {
    return Arrays.equals(head, other);
  }

  StreamingAead contents() {
    return contents;
  }

  private static StreamingAead contents(KeysetHandle keys) throws GeneralSecurityException {
    return keys.getPrimitive(RegistryConfiguration.get(), StreamingAead.class);
  }
}
