package dev.tidemark.archive.storage.s3;

import dev.tidemark.archive.storage.StorageRefusedException;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.core.exception.SdkException;

/** Errors about who asks. */
final class S3Keys {

  private static final Set<String> ABOUT_KEYS =
      Set.of("ExpiredToken", "InvalidToken", "TokenRefreshRequired");

  private static final Map<String, String> REASONS =
      Map.of(
          "InvalidAccessKeyId", "the store does not know the access key id",
          "SignatureDoesNotMatch", "the secret access key is not the one of the access key id",
          "ExpiredToken", "the session of the keys has ended",
          "InvalidToken", "the session token is not valid",
          "TokenRefreshRequired", "the session of the keys has ended",
          "RequestTimeTooSkewed", "this machine's clock and the store's differ too much");

  private S3Keys() {}

  static boolean isAbout(String code) {
    return ABOUT_KEYS.contains(code);
  }

  static StorageRefusedException refused(String cannot, String code, SdkException e) {
    String reason = REASONS.get(code);
    if (reason == null) {
      return new StorageRefusedException(
          cannot + "access denied" + (code.isEmpty() ? "" : " (" + code + ")"),
          "The user of the keys needs s3:ListBucket on the bucket, and s3:GetObject, s3:PutObject,"
              + " s3:DeleteObject and s3:AbortMultipartUpload below it; for an object lock"
              + " s3:PutObjectRetention, s3:GetObjectRetention and"
              + " s3:GetBucketObjectLockConfiguration too.",
          e);
    }
    return new StorageRefusedException(
        cannot + reason,
        code.equals("RequestTimeTooSkewed")
            ? "Set this machine's clock."
            : "Correct the keys: the file of ?credentials-file=, the TIDEMARK_S3_… variables, or"
                + " what the AWS_… variables and profile say.",
        e);
  }

  static boolean isMissing(SdkException e) {
    return String.valueOf(e.getMessage()).contains("Unable to load credentials");
  }

  static StorageRefusedException missing(String cannot, SdkException e) {
    return new StorageRefusedException(
        cannot + "there are no keys to ask the store with",
        "Write ?credentials-file=/path into the address, or set TIDEMARK_S3_ACCESS_KEY_ID and"
            + " TIDEMARK_S3_SECRET_ACCESS_KEY, or what AWS tools use.",
        e);
  }
}
