package dev.tidemark.archive.storage.encryption;

import com.google.crypto.tink.DeterministicAead;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.StreamingAead;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.daead.AesSivParameters;
import com.google.crypto.tink.daead.DeterministicAeadConfig;
import com.google.crypto.tink.streamingaead.AesGcmHkdfStreamingParameters;
import com.google.crypto.tink.streamingaead.AesGcmHkdfStreamingParameters.HashType;
import com.google.crypto.tink.streamingaead.StreamingAeadConfig;
import dev.tidemark.archive.storage.DamagedFileException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;

/** The keys that a collection's files and names are encrypted with, in memory. */
final class DataKeys {

  static final int SEGMENT_BYTES = 64 * 1024;

  private static final int MAIN_KEY_BYTES = 32;
  private static final int SIV_KEY_BYTES = 64;

  private final Encryption encryption;
  private final KeysetHandle content;
  private final KeysetHandle names;
  private final StreamingAead contents;
  private final FileNames fileNames;

  private DataKeys(Encryption encryption, KeysetHandle content, KeysetHandle names)
      throws GeneralSecurityException {
    this.encryption = encryption;
    this.content = content;
    this.names = names;
    this.contents = content.getPrimitive(RegistryConfiguration.get(), StreamingAead.class);
    this.fileNames =
        new FileNames(names.getPrimitive(RegistryConfiguration.get(), DeterministicAead.class));
  }

  static DataKeys generate(Encryption encryption) {
    try {
      register();
      AesGcmHkdfStreamingParameters contents =
          AesGcmHkdfStreamingParameters.builder()
              .setKeySizeBytes(MAIN_KEY_BYTES)
              .setDerivedAesGcmKeySizeBytes(encryption.keyBytes())
              .setHkdfHashType(HashType.SHA256)
              .setCiphertextSegmentSizeBytes(SEGMENT_BYTES)
              .build();
      AesSivParameters siv =
          AesSivParameters.builder()
              .setKeySizeBytes(SIV_KEY_BYTES)
              .setVariant(AesSivParameters.Variant.NO_PREFIX)
              .build();
      return new DataKeys(
          encryption,
          KeysetHandle.generateNew(contents, RegistryConfiguration.get()),
          KeysetHandle.generateNew(siv, RegistryConfiguration.get()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Tink has these kinds of keys", e);
    }
  }

  /**
   * @param collection what the keys are bound to
   * @throws KeyException they are wrapped by another key, or by one of a service that did not
   *     unwrap them
   * @throws DamagedFileException they are wrapped by this key, and have been changed
   */
  static DataKeys unwrap(String path, String collection, KeysJson wrapped, MasterKey master) {
    try {
      register();
      return new DataKeys(
          Encryption.of(wrapped.encryption()),
          TinkJsonProtoKeysetFormat.parseEncryptedKeyset(
              wrapped.content(),
              master.aead(),
              bound(collection, "content"),
              RegistryConfiguration.get()),
          TinkJsonProtoKeysetFormat.parseEncryptedKeyset(
              wrapped.names(),
              master.aead(),
              bound(collection, "names"),
              RegistryConfiguration.get()));
    } catch (GeneralSecurityException e) {
      if (!wrapped.masterKey().equals(master.id())) {
        throw KeyException.wrong(collection, wrapped.masterKey(), master.id());
      }
      // Whether a service refused, or did not recognize what it was given, only its words say.
      master
          .service()
          .ifPresent(
              service -> {
                throw KeyException.unwrapping(service, path, e);
              });
      throw new DamagedFileException(path, "its keys cannot be unwrapped", e);
    } catch (IllegalArgumentException e) {
      throw new DamagedFileException(path, String.valueOf(e.getMessage()), e);
    }
  }

  KeysJson wrap(String collection, MasterKey master) {
    try {
      return new KeysJson(
          KeysJson.FORMAT,
          encryption.name(),
          master.id(),
          TinkJsonProtoKeysetFormat.serializeEncryptedKeyset(
              content, master.aead(), bound(collection, "content"), RegistryConfiguration.get()),
          TinkJsonProtoKeysetFormat.serializeEncryptedKeyset(
              names, master.aead(), bound(collection, "names"), RegistryConfiguration.get()));
    } catch (GeneralSecurityException e) {
      throw master
          .service()
          .map(service -> KeyException.service(service, e))
          .orElseThrow(() -> new IllegalStateException("a key in memory encrypts", e));
    }
  }

  Encryption encryption() {
    return encryption;
  }

  StreamingAead contents() {
    return contents;
  }

  FileNames fileNames() {
    return fileNames;
  }

  private static byte[] bound(String collection, String purpose) {
    return ("tidemark " + collection + " " + purpose).getBytes(StandardCharsets.UTF_8);
  }

  private static void register() throws GeneralSecurityException {
    StreamingAeadConfig.register();
    DeterministicAeadConfig.register();
  }
}
