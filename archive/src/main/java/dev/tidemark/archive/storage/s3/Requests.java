package dev.tidemark.archive.storage.s3;

import dev.tidemark.archive.storage.StorageException;
import dev.tidemark.archive.storage.s3.S3Errors.Verb;
import java.util.function.Function;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Sends requests and turns failures into ours. The client is made with the first of them. */
final class Requests implements AutoCloseable {

  private final S3Address address;
  private final SdkHttpClient http;
  private final S3Errors errors;
  private volatile S3Client client;

  @SuppressWarnings("NullAway.Init") // the client is made when it is needed
  Requests(S3Address address, SdkHttpClient http) {
    this.address = address;
    this.http = http;
    this.errors = new S3Errors(address);
  }

  /** What the store answered. */
  sealed interface Answer<T> {

    /** It did what it was asked. */
    record Done<T>(T response) implements Answer<T> {}

    /** It said no with one of the codes that the caller expects. */
    record Declined<T>(int status, String code) implements Answer<T> {}
  }

  /**
   * @throws StorageException it failed
   */
  <T> T send(Verb verb, String path, Function<S3Client, T> request) {
    try {
      return request.apply(client());
    } catch (SdkException e) {
      throw errors.of(verb, path, e);
    }
  }

  /**
   * @param expected which refusals are answers
   * @throws StorageException it failed otherwise
   */
  <T> Answer<T> ask(Verb verb, String path, Expected expected, Function<S3Client, T> request) {
    try {
      return new Answer.Done<>(request.apply(client()));
    } catch (S3Exception e) {
      if (expected.covers(e.statusCode(), S3Errors.code(e))) {
        return new Answer.Declined<>(e.statusCode(), S3Errors.code(e));
      }
      throw errors.of(verb, path, e);
    } catch (SdkException e) {
      throw errors.of(verb, path, e);
    }
  }

  private synchronized S3Client client() {
    if (client == null) {
      client = Clients.of(address, http);
    }
    return client;
  }

  @Override
  public synchronized void close() {
    if (client != null) {
      client.close();
    }
    http.close();
  }

  /** Which refusals are no errors. */
  @FunctionalInterface
  interface Expected {

    /** There is no such object, in a bucket that is there. */
    Expected NO_OBJECT = (status, code) -> status == 404 && !code.equals("NoSuchBucket");

    boolean covers(int status, String code);

    static Expected status(int expected) {
      return (status, code) -> status == expected;
    }

    default Expected or(Expected other) {
      return (status, code) -> covers(status, code) || other.covers(status, code);
    }
  }
}
