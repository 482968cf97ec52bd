package dev.tidemark.archive.storage.encryption;

import dev.tidemark.schemas.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/** The key that backups are encrypted with is not to be had, or not the right one: bring it. */
public final class KeyException extends ProblemException {

  private static final String SERVICE_HINT =
      "Give the credentials of the service as its client wants them, or a file of them in"
          + " TIDEMARK_KMS_CREDENTIALS.";

  private KeyException(String message, String hint, @Nullable Throwable cause) {
    super(message, hint, cause);
  }

  /** Backups are encrypted, and nobody has said with which key. */
  public static KeyException missing(String collection, String keyId) {
    return new KeyException(
        "the backups of "
            + collection
            + " are encrypted with key "
            + keyId
            + ", and no key is given",
        "Give it with --key-file FILE or --key-env NAME.",
        null);
  }

  /** A key was given for backups that have none. */
  public static KeyException notEncrypted(String collection) {
    return new KeyException(
        "the backups of " + collection + " are not encrypted, and a key is given",
        "Leave the key out.",
        null);
  }

  /** A copy was begun before the master key was rotated, and goes on under the key it has. */
  public static KeyException earlierCopy(String collection, String place, String keyId) {
    return new KeyException(
        "the copy of "
            + collection
            + " in "
            + place
            + " was begun before a rotation, and is encrypted with key "
            + keyId,
        "Copy to another place. What is there can be restored with that key.",
        null);
  }

  static KeyException wrong(String collection, String keyId, String given) {
    return new KeyException(
        "the backups of "
            + collection
            + " are encrypted with key "
            + keyId
            + ", and the key given is "
            + given,
        "Give the key of that name. After a rotation it is the newest one; with the key gone,"
            + " nothing can be restored.",
        null);
  }

  static KeyException lost(String path) {
    return new KeyException(
        path + " is missing, and without it no backup can be decrypted",
        "Bring it back from a copy of the storage, or check that these backups are encrypted.",
        null);
  }

  static KeyException unavailable(KeySource source, String why, @Nullable Throwable cause) {
    return new KeyException(
        "the key from " + source + " cannot be used: " + why,
        "A key is 32 random bytes in base64: `openssl rand -base64 32`.",
        cause);
  }

  static KeyException noClient(KeySource source) {
    return new KeyException(
        "the key from "
            + source
            + " cannot be used: no client of that service is on the class path",
        "Put Tink's client for it there: with ./tidemark by TIDEMARK_CLASSPATH. docs/encryption.md"
            + " has an example.",
        null);
  }

  /**
   * The service did not open the keys of a collection: it refused, or they are not what it made.
   */
  static KeyException unwrapping(KeySource.Service source, String path, Exception cause) {
    return new KeyException(
        "the key from "
            + source
            + " cannot be used, or "
            + path
            + " was changed: "
            + cause.getMessage(),
        SERVICE_HINT + " If it answers, bring the file back from a copy of the storage.",
        cause);
  }

  static KeyException service(KeySource source, Exception cause) {
    return new KeyException(
        "the key from " + source + " cannot be used: " + cause.getMessage(), SERVICE_HINT, cause);
  }
}
