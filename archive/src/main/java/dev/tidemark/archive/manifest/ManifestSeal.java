package dev.tidemark.archive.manifest;

import dev.tidemark.archive.storage.DamagedFileException;
import dev.tidemark.archive.storage.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * The last field of a manifest: the SHA-256 of all bytes before it. The next backup repeats a
 * manifest's hash, but the newest has no next: without a seal, one changed digit of it would be
 * another backup.
 */
final class ManifestSeal {

  private static final String HEAD = ",\n  \"sha256\" : \"";
  private static final String TAIL = "\"\n}\n";

  /** How a document ends to which no field was added yet. */
  private static final String END = "\n}\n";

  private static final int SEAL_BYTES = HEAD.length() + 64 + TAIL.length();

  private ManifestSeal() {}

  /** The document with its seal as its last field. */
  static byte[] sealed(byte[] document) {
    byte[] body = Arrays.copyOf(document, document.length - END.length());
    return joined(body, seal(Sha256.of(body)));
  }

  /**
   * What a sealed file is.
   *
   * @param document without its seal
   * @param sha256 of the file with its seal, which the next backup repeats
   */
  record Opened(byte[] document, Sha256 sha256) {}

  /**
   * Takes the seal off; the file's bytes are hashed once for the seal and for the file.
   *
   * @throws DamagedFileException it is not the document that was sealed
   */
  static Opened opened(String path, byte[] content) {
    if (content.length > SEAL_BYTES) {
      byte[] body = Arrays.copyOf(content, content.length - SEAL_BYTES);
      MessageDigest digest = Sha256.newDigest();
      digest.update(body);
      byte[] seal = bytes(seal(soFar(digest, body)));
      if (Arrays.equals(content, body.length, content.length, seal, 0, seal.length)) {
        digest.update(seal);
        return new Opened(joined(body, END), Sha256.ofDigest(digest.digest()));
      }
    }
    // What says that it is of a later version, or no manifest at all, is the better answer.
    StrictJson.requireFormat(path, content);
    throw new DamagedFileException(path, "it does not end with the SHA-256 of what is in it");
  }

  /** What a digest has come to, without ending it. */
  private static Sha256 soFar(MessageDigest digest, byte[] hashed) {
    try {
      return Sha256.ofDigest(((MessageDigest) digest.clone()).digest());
    } catch (CloneNotSupportedException e) {
      // Not every provider's can be copied; Java's own can.
      return Sha256.of(hashed);
    }
  }

  private static String seal(Sha256 body) {
    return HEAD + body.hex() + TAIL;
  }

  private static byte[] joined(byte[] body, String end) {
    byte[] joined = Arrays.copyOf(body, body.length + end.length());
    System.arraycopy(bytes(end), 0, joined, body.length, end.length());
    return joined;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
