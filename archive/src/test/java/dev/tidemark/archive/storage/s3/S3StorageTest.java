package dev.tidemark.archive.storage.s3;

import dev.tidemark.archive.storage.Storage;
import dev.tidemark.archive.storage.StorageContract;
import org.junit.jupiter.api.DisplayName;

@DisplayName("Storage in a bucket")
class S3StorageTest extends StorageContract {

  private final S3Address address = TestBucket.fresh();

  @Override
  protected Storage newStorage() {
    return TestBucket.open(address);
  }

  @Override
  protected Storage another() {
    return TestBucket.open(address);
  }

  /** A page of the listing has a thousand. */
  @Override
  protected int many() {
    return 1_100;
  }
}
