package dev.tidemark.archive.storage.s3;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * How a bucket is reached and written.
 *
 * @param region empty: what the SDK finds, or us-east-1 where an endpoint is given
 * @param endpoint of a store other than AWS
 */
public record S3Options(
    Optional<String> region,
    Optional<URI> endpoint,
    Addressing addressing,
    S3Credentials credentials,
    Checksums checksums,
    Parts parts,
    Optional<ObjectLock> lock) {

  S3Options withRetention(Duration window) {
    ObjectLock kept =
        new ObjectLock(window, ObjectLock.Mode.GOVERNANCE, ObjectLock.Demand.WHERE_THERE_IS_ONE);
    return new S3Options(
        region,
        endpoint,
        addressing,
        credentials,
        checksums,
        parts,
        lock.or(() -> Optional.of(kept)));
  }

  /** Where the bucket's name stands: in the host's name, or at the beginning of the path. */
  public enum Addressing {
    VIRTUAL_HOST,
    PATH
  }

  /** Whether every write carries a checksum that the store compares. Some old stores refuse it. */
  public enum Checksums {
    WHERE_SUPPORTED,
    WHERE_REQUIRED
  }

  /**
   * How a large file travels: a file being written holds {@code bytes · (concurrency + 1)} of
   * memory.
   *
   * @param bytes of a part; a store takes 10,000 parts of a file
   * @param concurrency parts of one file on their way at once
   */
  public record Parts(int bytes, int concurrency) {

    static final int MOST = 10_000;
    private static final int MEBIBYTE = 1 << 20;
    public static final Parts DEFAULT = new Parts(8 * MEBIBYTE, 2);

    public Parts {
      if (bytes < 5 * MEBIBYTE || bytes > 1024 * MEBIBYTE) {
        throw new IllegalArgumentException("a part has from 5 to 1024 MiB");
      }
      if (concurrency < 1 || concurrency > 64) {
        throw new IllegalArgumentException("from 1 to 64 parts can be on their way at once");
      }
    }

    /**
     * @throws IllegalArgumentException stores take no such parts
     */
    public static Parts ofMebibytes(int mebibytes, int concurrency) {
      return new Parts(Math.multiplyExact(mebibytes, MEBIBYTE), concurrency);
    }
  }
}
