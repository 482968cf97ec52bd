package dev.tidemark.archive.storage.encryption;

import dev.tidemark.archive.storage.Storage;
import java.util.Base64;
import java.util.Map;

/** Master keys, told apart by a number. */
public final class TestKeys {

  private TestKeys() {}

  public static MasterKey key(int number) {
    byte[] bytes = new byte[32];
    bytes[0] = (byte) number;
    String text = Base64.getEncoder().encodeToString(bytes);
    return MasterKey.from(new KeySource.Variable("KEY"), Map.of("KEY", text));
  }

  public static EncryptedStorage encrypted(Storage storage) {
    return encrypted(storage, key(1));
  }

  public static EncryptedStorage encrypted(Storage storage, MasterKey key) {
    return new EncryptedStorage(storage, "shop", key, Encryption.AES256_GCM);
  }
}
