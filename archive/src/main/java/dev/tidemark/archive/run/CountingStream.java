package dev.tidemark.archive.run;

import dev.tidemark.archive.storage.Sha256;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;

/** Counts and digests what passes through. */
final class CountingStream extends OutputStream {

  private final OutputStream out;
  private final MessageDigest digest = Sha256.newDigest();
  private long bytes;

  CountingStream(OutputStream out) {
    this.out = out;
  }

  @Override
  public void write(int b) throws IOException {
    out.write(b);
    digest.update((byte) b);
    bytes++;
  }

  @Override
  public void write(byte[] source, int offset, int length) throws IOException {
    out.write(source, offset, length);
    digest.update(source, offset, length);
    bytes += length;
  }

  long bytes() {
    return bytes;
  }

  /** Of all that passed; once. */
  Sha256 sha256() {
    return Sha256.ofDigest(digest.digest());
  }
}
