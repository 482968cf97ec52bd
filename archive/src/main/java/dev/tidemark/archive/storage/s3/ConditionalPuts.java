package dev.tidemark.archive.storage.s3;

import dev.tidemark.archive.storage.StorageRefusedException;
import dev.tidemark.archive.storage.s3.Requests.Answer;
import dev.tidemark.archive.storage.s3.Requests.Expected;
import dev.tidemark.archive.storage.s3.S3Errors.Verb;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

/**
 * Writing an object if there is none: {@code If-None-Match: *}. A store that does not know the
 * header takes every write, and of two writers both would win. So the first use asks for proof, by
 * an object that is there already, or is after one try.
 */
final class ConditionalPuts {

  /** Below the prefix; of no collection, and in no listing. */
  static final String PROOF = ".tidemark-conditional-put";

  private final Requests requests;
  private final S3Address address;
  private final Locks locks;
  private volatile boolean proven;

  ConditionalPuts(Requests requests, S3Address address, Locks locks) {
    this.requests = requests;
    this.address = address;
    this.locks = locks;
  }

  /**
   * @return whether it was written
   */
  boolean put(String path, byte[] content) {
    prove();
    return put(path, content, locks.retention());
  }

  private void prove() {
    if (!proven) {
      boolean isNew = put(PROOF, new byte[0], Retention.NONE);
      boolean isIgnored = isNew && put(PROOF, new byte[0], Retention.NONE);
      if (isIgnored) {
        throw new StorageRefusedException(
            address.place()
                + " does not honour If-None-Match: two writers could both publish the same backup",
            "Use a store that has conditional writes, as AWS has, or a directory.",
            null);
      }
      proven = true;
    }
  }

  private boolean put(String path, byte[] content, Retention retention) {
    Answer<PutObjectResponse> answer =
        requests.ask(
            Verb.WRITE,
            path,
            Expected.status(412),
            client ->
                client.putObject(
                    request ->
                        retention
                            .on(request)
                            .bucket(address.bucket())
                            .key(address.key(path))
                            .ifNoneMatch("*"),
                    RequestBody.fromBytes(content)));
    return answer instanceof Answer.Done;
  }
}
