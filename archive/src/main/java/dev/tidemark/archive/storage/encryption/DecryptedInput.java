package dev.tidemark.archive.storage.encryption;

import dev.tidemark.archive.storage.DamagedFileException;
import java.io.IOException;
import java.io.InputStream;

/**
 * A file's content. What is not what was written, or was another file's, is a {@link
 * DamagedFileException}, not an error of reading.
 */
final class DecryptedInput extends InputStream {

  private final String path;
  private final Ciphertext ciphertext;
  private final InputStream content;

  DecryptedInput(String path, Ciphertext ciphertext, InputStream content) {
    this.path = path;
    this.ciphertext = ciphertext;
    this.content = content;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    try {
      return content.read(bytes, offset, length);
    } catch (IOException e) {
      if (ciphertext.failure().isPresent()) {
        throw ciphertext.failure().get();
      }
      throw damaged(path, e);
    }
  }

  @Override
  public void close() throws IOException {
    ciphertext.close();
  }

  static DamagedFileException damaged(String path, Exception cause) {
    return new DamagedFileException(path, "it cannot be decrypted", cause);
  }
}
