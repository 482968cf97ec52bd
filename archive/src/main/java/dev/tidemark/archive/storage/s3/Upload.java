package dev.tidemark.archive.storage.s3;

import dev.tidemark.archive.storage.StorageException;
import dev.tidemark.archive.storage.s3.Requests.Answer;
import dev.tidemark.archive.storage.s3.Requests.Expected;
import dev.tidemark.archive.storage.s3.S3Errors.Verb;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.AbortMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/** The requests that write one file. Each may be sent again. */
final class Upload {

  private static final String TYPE = "application/octet-stream";

  /** User metadata of an object: which writer made it. */
  private static final String WRITER = "tidemark-writer";

  private final Requests requests;
  private final S3Address address;
  private final String path;
  private final Retention retention;
  private final String writer = UUID.randomUUID().toString();

  Upload(Requests requests, S3Address address, String path, Retention retention) {
    this.requests = requests;
    this.address = address;
    this.path = path;
    this.retention = retention;
  }

  String path() {
    return path;
  }

  String place() {
    return address.place();
  }

  void whole(byte[] content) {
    PutObjectResponse unused =
        requests.send(
            Verb.WRITE,
            path,
            client ->
                client.putObject(
                    request -> retention.on(request).bucket(address.bucket()).key(key()),
                    body(content, content.length)));
  }

  /**
   * @return the upload's id
   */
  String begin() {
    return requests
        .send(
            Verb.WRITE,
            path,
            client ->
                client.createMultipartUpload(
                    request ->
                        retention
                            .on(request)
                            .bucket(address.bucket())
                            .key(key())
                            .metadata(Map.of(WRITER, writer))))
        .uploadId();
  }

  CompletedPart part(String id, int number, byte[] bytes, int count) {
    UploadPartResponse part =
        requests.send(
            Verb.WRITE,
            path,
            client ->
                client.uploadPart(
                    request ->
                        request.bucket(address.bucket()).key(key()).uploadId(id).partNumber(number),
                    body(bytes, count)));
    return CompletedPart.builder()
        .partNumber(number)
        .eTag(part.eTag())
        .checksumCRC32(part.checksumCRC32())
        .build();
  }

  /** When the upload is gone, an earlier attempt has completed it, or somebody has aborted it. */
  void complete(String id, List<CompletedPart> parts) {
    Answer<CompleteMultipartUploadResponse> answer =
        requests.ask(
            Verb.WRITE,
            path,
            (status, code) -> code.equals("NoSuchUpload"),
            client ->
                client.completeMultipartUpload(
                    request ->
                        request
                            .bucket(address.bucket())
                            .key(key())
                            .uploadId(id)
                            .multipartUpload(upload -> upload.parts(parts))));
    if (answer instanceof Answer.Declined && !isThere()) {
      throw new StorageException(
          StorageException.cannot("write", path, place()) + "its upload was aborted",
          "Give a rule of the bucket that aborts uploads more days, and run it again.",
          null);
    }
  }

  private boolean isThere() {
    Answer<HeadObjectResponse> answer =
        requests.ask(
            Verb.READ,
            path,
            Expected.status(404),
            client -> client.headObject(request -> request.bucket(address.bucket()).key(key())));
    return answer instanceof Answer.Done<HeadObjectResponse> done
        && writer.equals(done.response().metadata().get(WRITER));
  }

  void abort(String id) {
    Answer<AbortMultipartUploadResponse> unused =
        requests.ask(
            Verb.WRITE,
            path,
            Expected.status(404),
            client ->
                client.abortMultipartUpload(
                    request -> request.bucket(address.bucket()).key(key()).uploadId(id)));
  }

  private String key() {
    return address.key(path);
  }

  /** Without a copy of the bytes, and to be read again from the start. */
  private static RequestBody body(byte[] bytes, int count) {
    return RequestBody.fromContentProvider(
        () -> new ByteArrayInputStream(bytes, 0, count), count, TYPE);
  }
}
