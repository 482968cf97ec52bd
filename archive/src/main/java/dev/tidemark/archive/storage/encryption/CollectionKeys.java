package dev.tidemark.archive.storage.encryption;

import com.google.crypto.tink.DeterministicAead;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.daead.AesSivParameters;
import com.google.crypto.tink.daead.DeterministicAeadConfig;
import com.google.crypto.tink.streamingaead.StreamingAeadConfig;
import dev.tidemark.archive.storage.DamagedFileException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Optional;

/** The keys of a collection in memory: of names, of files that are of no backup, of data keys. */
final class CollectionKeys {

  private static final int SIV_KEY_BYTES = 64;

  private final int format;
  private final Encryption encryption;
  private final KeysetHandle content;
  private final KeysetHandle names;
  private final FileKey shared;
  private final FileNames fileNames;
  private final DataKeys dataKeys;

  private CollectionKeys(
      int format, Encryption encryption, KeysetHandle content, KeysetHandle names)
      throws GeneralSecurityException {
    if (!encryption.streaming().equals(content.getPrimary().getKey().getParameters())) {
      // The word beside the wrapped keys is not bound to them.
      throw new GeneralSecurityException("the keys are not those of " + encryption);
    }
    this.format = format;
    this.encryption = encryption;
    this.content = content;
    this.names = names;
    this.shared = FileKey.shared(content);
    DeterministicAead siv =
        names.getPrimitive(RegistryConfiguration.get(), DeterministicAead.class);
    this.fileNames = new FileNames(siv);
    this.dataKeys = new DataKeys(siv, encryption);
  }

  static CollectionKeys generate(Encryption encryption) {
    try {
      register();
      AesSivParameters siv =
          AesSivParameters.builder()
              .setKeySizeBytes(SIV_KEY_BYTES)
              .setVariant(AesSivParameters.Variant.NO_PREFIX)
              .build();
      return new CollectionKeys(
          KeysJson.FORMAT,
          encryption,
          KeysetHandle.generateNew(encryption.streaming(), RegistryConfiguration.get()),
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
  static CollectionKeys unwrap(String path, String collection, KeysJson wrapped, MasterKey master) {
    try {
      register();
      return new CollectionKeys(
          wrapped.format(),
          Encryption.of(wrapped.encryption()),
          TinkJsonProtoKeysetFormat.parseEncryptedKeyset(
              wrapped.content(),
              master.aead(),
              bound(wrapped.format(), collection, "content"),
              RegistryConfiguration.get()),
          TinkJsonProtoKeysetFormat.parseEncryptedKeyset(
              wrapped.names(),
              master.aead(),
              bound(wrapped.format(), collection, "names"),
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

  /** In the format that they have: what is encrypted with them stays as it is. */
  KeysJson wrap(String collection, MasterKey master) {
    try {
      return new KeysJson(
          format,
          encryption.name(),
          master.id(),
          TinkJsonProtoKeysetFormat.serializeEncryptedKeyset(
              content,
              master.aead(),
              bound(format, collection, "content"),
              RegistryConfiguration.get()),
          TinkJsonProtoKeysetFormat.serializeEncryptedKeyset(
              names,
              master.aead(),
              bound(format, collection, "names"),
              RegistryConfiguration.get()));
    } catch (GeneralSecurityException e) {
      throw master
          .service()
          .map(service -> KeyException.service(service, e))
          .orElseThrow(() -> new IllegalStateException("a key in memory encrypts", e));
    }
  }

  FileNames fileNames() {
    return fileNames;
  }

  /** How large a file is, told from how large its ciphertext is. */
  long size(String path, long ciphertext) {
    return FileSize.of(ciphertext - headBytes(path), encryption);
  }

  /** How many bytes of a wrapped key a file's ciphertext begins with. */
  int headBytes(String path) {
    return backup(path).isPresent() ? DataKeys.HEAD_BYTES : 0;
  }

  /** What a new file is encrypted with. */
  FileKey ofNew(String path) {
    return backup(path).map(dataKeys::of).orElse(shared);
  }

  /**
   * What a file is decrypted with.
   *
   * @param head as many bytes as there are, up to those of {@link #headBytes}
   * @throws GeneralSecurityException the head is not one of this file's backup
   */
  FileKey of(String path, byte[] head) throws GeneralSecurityException {
    Optional<String> backup = backup(path);
    return backup.isPresent() ? dataKeys.unwrap(backup.get(), head) : shared;
  }

  /** The backup whose data key a file has; empty when it has the collection's. */
  private Optional<String> backup(String path) {
    return format < KeysJson.WITH_DATA_KEYS ? Optional.empty() : FileNames.backup(path);
  }

  /** The format is bound, too: with another one written beside them, the keys are not unwrapped. */
  private static byte[] bound(int format, String collection, String purpose) {
    String text = "tidemark " + collection + " " + purpose;
    return (format < KeysJson.WITH_DATA_KEYS ? text : text + " " + format)
        .getBytes(StandardCharsets.UTF_8);
  }

  private static void register() throws GeneralSecurityException {
    StreamingAeadConfig.register();
    DeterministicAeadConfig.register();
  }
}
