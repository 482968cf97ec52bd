package dev.tidemark.archive.storage.s3;

import dev.tidemark.archive.storage.BrokenReadException;
import dev.tidemark.archive.storage.StorageException;
import dev.tidemark.archive.storage.TransientStorageException;
import dev.tidemark.archive.storage.s3.Requests.Answer;
import dev.tidemark.archive.storage.s3.Requests.Expected;
import dev.tidemark.archive.storage.s3.S3Errors.Verb;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/**
 * One object from an offset on. After a broken connection it asks for the rest, and for the rest of
 * that object alone: one that took its name meanwhile is none.
 */
final class S3Input extends InputStream {

  private final Requests requests;
  private final ObjectRead object;
  private final String eTag;
  private final long end;
  private long position;
  private @Nullable ResponseInputStream<GetObjectResponse> stream;

  S3Input(
      Requests requests,
      ObjectRead object,
      long offset,
      ResponseInputStream<GetObjectResponse> stream) {
    this.requests = requests;
    this.object = object;
    this.eTag = stream.response().eTag();
    this.position = offset;
    this.end = offset + stream.response().contentLength();
    this.stream = stream;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (position >= end) {
      finish();
      return -1;
    }
    ResponseInputStream<GetObjectResponse> from = stream == null ? reopen() : stream;
    int count;
    try {
      count = from.read(bytes, offset, length);
    } catch (IOException | RuntimeException e) {
      throw broken(e);
    }
    if (count < 0) {
      throw broken(null);
    }
    position += count;
    return count;
  }

  private ResponseInputStream<GetObjectResponse> reopen() throws IOException {
    Answer<ResponseInputStream<GetObjectResponse>> answer;
    try {
      answer =
          requests.ask(
              Verb.READ,
              object.path(),
              Expected.NO_OBJECT.or(Expected.status(412)),
              client -> client.getObject(object.from(position).ifMatch(eTag).build()));
    } catch (TransientStorageException e) {
      throw new BrokenReadException(String.valueOf(e.getMessage()), e);
    } catch (StorageException e) {
      throw new IOException(e.getMessage(), e);
    }
    if (answer instanceof Answer.Done<ResponseInputStream<GetObjectResponse>> done) {
      stream = done.response();
      return done.response();
    }
    throw new IOException(object.path() + " was deleted or replaced while it was read");
  }

  /** At its end the SDK compares the checksum, and the connection is free for the next request. */
  private void finish() throws IOException {
    ResponseInputStream<GetObjectResponse> open = stream;
    if (open != null) {
      stream = null;
      try (open) {
        int unused = open.read();
      } catch (SdkException e) {
        throw new IOException(object.path() + ": " + e.getMessage(), e);
      }
    }
  }

  private BrokenReadException broken(@Nullable Exception cause) {
    close();
    return new BrokenReadException(
        "reading " + object.path() + " broke off at byte " + position + " of " + end, cause);
  }

  /** What was not read is not waited for. */
  @Override
  public void close() {
    ResponseInputStream<GetObjectResponse> open = stream;
    stream = null;
    if (open != null) {
      open.abort();
    }
  }
}
