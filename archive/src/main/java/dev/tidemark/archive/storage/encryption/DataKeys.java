package dev.tidemark.archive.storage.encryption;

import com.google.crypto.tink.AccessesPartialKey;
import com.google.crypto.tink.DeterministicAead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.util.SecretBytes;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The data keys of backups. Each is drawn at random, and stands, wrapped by a key of the
 * collection's and bound to its backup, at the head of every file of it: a file needs no other to
 * be read. Threads may share them.
 */
final class DataKeys {

  /** AES-SIV, which was made to wrap keys, puts 16 bytes before the key. */
  static final int HEAD_BYTES = 16 + Encryption.MAIN_KEY_BYTES;

  /** How many are kept. One that is not is unwrapped again, or, for a new file, drawn anew. */
  private static final int KEPT = 64;

  private final DeterministicAead wrapping;
  private final Encryption encryption;
  private final Map<String, FileKey> kept = new LinkedHashMap<>(16, 0.75f, true);

  DataKeys(DeterministicAead wrapping, Encryption encryption) {
    this.wrapping = wrapping;
    this.encryption = encryption;
  }

  /**
   * That of a new file: the one that a file of the backup was last read or written with here, or
   * else one that nothing has yet.
   *
   * @param backup its directory
   */
  synchronized FileKey of(String backup) {
    FileKey known = kept.get(backup);
    return known == null ? keep(backup, drawn(backup)) : known;
  }

  /**
   * That of a file.
   *
   * @param head what the file begins with
   * @throws GeneralSecurityException it is not what was written, or is of another backup
   */
  @AccessesPartialKey
  synchronized FileKey unwrap(String backup, byte[] head) throws GeneralSecurityException {
    FileKey known = kept.get(backup);
    if (known != null && known.hasHead(head)) {
      return known;
    }
    byte[] key = wrapping.decryptDeterministically(head, bound(backup));
    return keep(
        backup,
        FileKey.ofBackup(
            head, SecretBytes.copyFrom(key, InsecureSecretKeyAccess.get()), encryption));
  }

  @AccessesPartialKey
  private FileKey drawn(String backup) {
    SecretBytes key = SecretBytes.randomBytes(Encryption.MAIN_KEY_BYTES);
    try {
      byte[] head =
          wrapping.encryptDeterministically(
              key.toByteArray(InsecureSecretKeyAccess.get()), bound(backup));
      return FileKey.ofBackup(head, key, encryption);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a key in memory encrypts", e);
    }
  }

  private FileKey keep(String backup, FileKey key) {
    kept.put(backup, key);
    if (kept.size() > KEPT) {
      kept.remove(kept.keySet().iterator().next());
    }
    return key;
  }

  /** Names are bound to paths of three parts; these have four, so neither passes for the other. */
  private static byte[] bound(String backup) {
    return ("tidemark data key/" + backup).getBytes(StandardCharsets.UTF_8);
  }
}
