package dev.tidemark.archive.run;

import dev.tidemark.archive.storage.Sha256;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;

/** Counts and digests what is read. */
final class DigestingStream extends FilterInputStream {

  private static final int CHUNK = 8192;

  private final MessageDigest digest = Sha256.newDigest();
  private long bytes;

  DigestingStream(InputStream in) {
    super(in);
  }

  @Override
  public int read() throws IOException {
    int next = in.read();
    if (next >= 0) {
      digest.update((byte) next);
      bytes++;
    }
    return next;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    int count = in.read(target, offset, length);
    if (count > 0) {
      digest.update(target, offset, count);
      bytes += count;
    }
    return count;
  }

  /** Skipping is reading, or the digest would be of something else. */
  @Override
  public long skip(long count) throws IOException {
    byte[] chunk = new byte[(int) Math.min(CHUNK, Math.max(0, count))];
    return Math.max(0, read(chunk, 0, chunk.length));
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  /** What a reader that stopped early left. */
  void readToEnd() throws IOException {
    byte[] chunk = new byte[CHUNK];
    while (read(chunk, 0, chunk.length) >= 0) {
      // The digest is what it is read for.
    }
  }

  long bytes() {
    return bytes;
  }

  /** Of all that was read; once. */
  Sha256 sha256() {
    return Sha256.ofDigest(digest.digest());
  }
}
