package dev.tidemark.archive.storage.encryption;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.KmsClient;
import java.security.GeneralSecurityException;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A key management service in this process, found on the class path as a real one is. It lets
 * nobody in without credentials, and counts what it is asked.
 */
public final class FakeKms implements KmsClient {

  static final String SCHEME = "fake-kms://";
  static final AtomicInteger CALLS = new AtomicInteger();

  /** Why it decrypts nothing now; empty when it does. */
  static final AtomicReference<String> DENIAL = new AtomicReference<>("");

  private static final Map<String, Aead> KEYS = new TreeMap<>();

  private final String credentials;

  public FakeKms() {
    this("");
  }

  private FakeKms(String credentials) {
    this.credentials = credentials;
  }

  @Override
  public boolean doesSupport(String keyUri) {
    return keyUri.startsWith(SCHEME);
  }

  @Override
  public KmsClient withCredentials(String path) throws GeneralSecurityException {
    if (!path.equals("/etc/kms.json")) {
      throw new GeneralSecurityException("there are no credentials in " + path);
    }
    return new FakeKms(path);
  }

  @Override
  public KmsClient withDefaultCredentials() {
    return new FakeKms("default");
  }

  @Override
  public Aead getAead(String keyUri) throws GeneralSecurityException {
    if (credentials.isEmpty()) {
      throw new GeneralSecurityException("nobody has said who asks");
    }
    if (keyUri.endsWith("/gone")) {
      throw new GeneralSecurityException("there is no key " + keyUri);
    }
    Aead key = KEYS.computeIfAbsent(keyUri, uri -> TestKeys.key(100 + KEYS.size()).aead());
    return new Aead() {
      @Override
      public byte[] encrypt(byte[] plaintext, byte[] associatedData)
          throws GeneralSecurityException {
        CALLS.incrementAndGet();
        return key.encrypt(plaintext, associatedData);
      }

      @Override
      public byte[] decrypt(byte[] ciphertext, byte[] associatedData)
          throws GeneralSecurityException {
        CALLS.incrementAndGet();
        if (!DENIAL.get().isEmpty()) {
          throw new GeneralSecurityException(DENIAL.get());
        }
        return key.decrypt(ciphertext, associatedData);
      }
    };
  }
}
