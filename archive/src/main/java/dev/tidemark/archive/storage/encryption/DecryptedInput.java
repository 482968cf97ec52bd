package dev.tidemark.archive.storage.encryption;

import dev.tidemark.archive.storage.DamagedFileException;
import java.io.IOException;
import java.io.InputStream;
import java.security.GeneralSecurityException;
import org.jspecify.annotations.Nullable;

/**
 * A file's content. What is not what was written, or was another file's, is a {@link
 * DamagedFileException}, not an error of reading.
 */
final class DecryptedInput extends InputStream {

  private final String path;
  private final Ciphertext ciphertext;
  private final Decryption decryption;
  private @Nullable InputStream content;

  /** Begins to decrypt: it reads what stands before the content. */
  @FunctionalInterface
  interface Decryption {
    InputStream begin() throws GeneralSecurityException, IOException;
  }

  DecryptedInput(String path, Ciphertext ciphertext, Decryption decryption) {
    this.path = path;
    this.ciphertext = ciphertext;
    this.decryption = decryption;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    try {
      if (content == null) {
        content = decryption.begin();
      }
      return content.read(bytes, offset, length);
    } catch (GeneralSecurityException | IOException e) {
      if (ciphertext.failure().isPresent()) {
        throw ciphertext.failure().get();
      }
      throw new DamagedFileException(path, "it cannot be decrypted", e);
    }
  }

  @Override
  public void close() throws IOException {
    ciphertext.close();
  }
}
