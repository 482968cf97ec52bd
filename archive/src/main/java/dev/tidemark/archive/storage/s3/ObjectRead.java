package dev.tidemark.archive.storage.s3;

import software.amazon.awssdk.services.s3.model.GetObjectRequest;

/** How an object is asked for. */
record ObjectRead(S3Address address, String path) {

  GetObjectRequest.Builder from(long offset) {
    GetObjectRequest.Builder request =
        GetObjectRequest.builder().bucket(address.bucket()).key(address.key(path));
    return offset == 0 ? request : request.range("bytes=" + offset + "-");
  }
}
