package dev.tidemark.archive.storage.encryption;

import com.google.crypto.tink.DeterministicAead;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * What files are called where they are kept. Of a path the first three parts stay: collection,
 * kind, and backup. What is below, which names tables, is encrypted, in hex, and cut into parts
 * that every file system takes.
 */
final class FileNames {

  private static final int CLEAR_PARTS = 3;
  private static final int PART_LENGTH = 200;

  private final DeterministicAead aead;

  FileNames(DeterministicAead aead) {
    this.aead = aead;
  }

  /** Whether a path, of a file or of its ciphertext, is more than its clear parts. */
  static boolean isDeep(String path) {
    return end(path) >= 0;
  }

  /** The directory of the backup that a file is of; empty when it is of none. */
  static Optional<String> backup(String path) {
    return isDeep(path) ? Optional.of(path.substring(0, end(path))) : Optional.empty();
  }

  /** The longest beginning of a prefix that names and ciphertext names share. */
  static String clearPrefix(String prefix) {
    int end = end(prefix);
    return end < 0 ? prefix : prefix.substring(0, end + 1);
  }

  String encrypted(String path) {
    int end = end(path);
    if (end < 0) {
      return path;
    }
    String clear = path.substring(0, end);
    try {
      String hex =
          HexFormat.of()
              .formatHex(
                  aead.encryptDeterministically(bytes(path.substring(end + 1)), bytes(clear)));
      List<String> parts = new ArrayList<>();
      for (int at = 0; at < hex.length(); at += PART_LENGTH) {
        parts.add(hex.substring(at, Math.min(hex.length(), at + PART_LENGTH)));
      }
      return clear + "/" + String.join("/", parts);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("encrypting a name does not fail", e);
    }
  }

  /** Empty when it is no name of ours. */
  Optional<String> decrypted(String name) {
    int end = end(name);
    if (end < 0) {
      return Optional.of(name);
    }
    String clear = name.substring(0, end);
    try {
      byte[] hidden = HexFormat.of().parseHex(name.substring(end + 1).replace("/", ""));
      byte[] rest = aead.decryptDeterministically(hidden, bytes(clear));
      return Optional.of(clear + "/" + new String(rest, StandardCharsets.UTF_8));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      // Somebody else's file: it is none of the storage's.
      return Optional.empty();
    }
  }

  /** The slash after the clear parts; -1 when there is none. */
  private static int end(String path) {
    int at = -1;
    for (int part = 0; part < CLEAR_PARTS; part++) {
      at = path.indexOf('/', at + 1);
      if (at < 0) {
        return -1;
      }
    }
    return at;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
