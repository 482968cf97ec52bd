package dev.tidemark.archive.storage.s3;

import dev.tidemark.schemas.database.Secret;
import java.nio.file.Path;

/** Who asks the store. Never in an address, which is stored and shown. */
public sealed interface S3Credentials {

  /** What the SDK finds: the {@code AWS_…} variables, a profile, the role of the machine. */
  record DefaultChain() implements S3Credentials {}

  record Keys(String accessKeyId, Secret secretAccessKey) implements S3Credentials {}

  /**
   * Keys in a file, read when they are needed: {@code access-key-id=…} and {@code
   * secret-access-key=…}, a line each, or the same under the names of an AWS profile.
   */
  record KeysFile(Path file) implements S3Credentials {}
}
