package dev.tidemark.archive.storage.encryption;

import com.google.crypto.tink.AccessesPartialKey;
import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.AesGcmKey;
import com.google.crypto.tink.aead.AesGcmParameters;
import com.google.crypto.tink.util.SecretBytes;
import dev.tidemark.archive.storage.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What wraps the keys of a collection. It encrypts nothing else. */
public final class MasterKey {

  private static final int SHORT_KEY = 16;
  private static final int LONG_KEY = 32;
  private static final int ID_DIGITS = 8;

  private final String id;
  private final Aead aead;
  private final Optional<KeySource.Service> service;

  private MasterKey(String id, Aead aead, Optional<KeySource.Service> service) {
    this.id = id;
    this.aead = aead;
    this.service = service;
  }

  /**
   * Fetches a key.
   *
   * @param environment variables by name
   * @throws KeyException it is not there, or no key
   */
  @AccessesPartialKey
  public static MasterKey from(KeySource source, Map<String, String> environment) {
    if (source instanceof KeySource.Service service) {
      return new MasterKey(
          service.uri(), KeyServices.aead(service, environment), Optional.of(service));
    }
    byte[] key = decoded(source, text(source, environment));
    try {
      AeadConfig.register();
      AesGcmParameters parameters =
          AesGcmParameters.builder()
              .setKeySizeBytes(key.length)
              .setIvSizeBytes(12)
              .setTagSizeBytes(16)
              .setVariant(AesGcmParameters.Variant.NO_PREFIX)
              .build();
      AesGcmKey secret =
          AesGcmKey.builder()
              .setParameters(parameters)
              .setKeyBytes(SecretBytes.copyFrom(key, InsecureSecretKeyAccess.get()))
              .build();
      KeysetHandle handle =
          KeysetHandle.newBuilder()
              .addEntry(KeysetHandle.importKey(secret).withRandomId().makePrimary())
              .build();
      return new MasterKey(
          id(key), handle.getPrimitive(RegistryConfiguration.get(), Aead.class), Optional.empty());
    } catch (GeneralSecurityException e) {
      throw KeyException.unavailable(source, "it is no AES key", e);
    }
  }

  /** Tells keys apart, and tells nothing of them. */
  public String id() {
    return id;
  }

  Aead aead() {
    return aead;
  }

  /** The service that has it; empty for one that is in memory. */
  Optional<KeySource.Service> service() {
    return service;
  }

  private static String text(KeySource source, Map<String, String> environment) {
    if (source instanceof KeySource.KeyFile file) {
      return content(file.path(), source);
    }
    @Nullable String value = environment.get(((KeySource.Variable) source).name());
    if (value == null || value.isBlank()) {
      throw KeyException.unavailable(source, "the variable is not set", null);
    }
    return value.strip();
  }

  private static String content(Path path, KeySource source) {
    try {
      return Files.readString(path).strip();
    } catch (IOException e) {
      throw KeyException.unavailable(
          source, "the file cannot be read (" + e.getClass().getSimpleName() + ")", e);
    }
  }

  private static byte[] decoded(KeySource source, String text) {
    byte[] key;
    try {
      key = Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      // The exception would repeat a character of the key.
      throw KeyException.unavailable(source, "it is not in base64", null);
    }
    if (key.length != LONG_KEY && key.length != SHORT_KEY) {
      throw KeyException.unavailable(source, "it has " + key.length + " bytes", null);
    }
    return key;
  }

  private static String id(byte[] key) {
    byte[] label = "tidemark master key ".getBytes(StandardCharsets.US_ASCII);
    byte[] named = new byte[label.length + key.length];
    System.arraycopy(label, 0, named, 0, label.length);
    System.arraycopy(key, 0, named, label.length, key.length);
    return Sha256.of(named).hex().substring(0, ID_DIGITS);
  }
}
