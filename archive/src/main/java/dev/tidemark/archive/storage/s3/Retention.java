package dev.tidemark.archive.storage.s3;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.ObjectLockMode;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/** Until when the store keeps an object; nulls for no lock, as the SDK has it. */
record Retention(@Nullable ObjectLockMode mode, @Nullable Instant until) {

  static final Retention NONE = new Retention(null, null);

  PutObjectRequest.Builder on(PutObjectRequest.Builder request) {
    return request.objectLockMode(mode).objectLockRetainUntilDate(until);
  }

  CreateMultipartUploadRequest.Builder on(CreateMultipartUploadRequest.Builder request) {
    return request.objectLockMode(mode).objectLockRetainUntilDate(until);
  }
}
