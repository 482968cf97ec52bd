package dev.tidemark.archive.storage;

import java.io.IOException;
import java.io.InputStream;

/** Goes on reading where a connection broke. */
final class RetryingInput extends InputStream {

  private final InputStream in;
  private final Retry retry;

  RetryingInput(InputStream in, Retry retry) {
    this.in = in;
    this.retry = retry;
  }

  @Override
  public int read() throws IOException {
    return retry.read(in::read);
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    return retry.read(() -> in.read(bytes, offset, length));
  }

  @Override
  public int available() throws IOException {
    return in.available();
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
