package dev.tidemark.archive.storage;

import dev.tidemark.archive.storage.cluster.ClusterAddress;
import dev.tidemark.archive.storage.cluster.TestClusters;
import dev.tidemark.archive.storage.s3.S3Address;
import dev.tidemark.archive.storage.s3.TestBucket;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;

/** Every kind of storage, for tests that run on all of them. */
public enum StorageKind {
  MEMORY,
  DIRECTORY,
  BUCKET,
  CLUSTER;

  /**
   * An empty place of this kind.
   *
   * @return opens it, anew with each call; memory is shared
   */
  public Supplier<Storage> fresh() {
    return switch (this) {
      case MEMORY -> memory();
      case DIRECTORY -> directory();
      case BUCKET -> bucket();
      case CLUSTER -> cluster();
    };
  }

  private static Supplier<Storage> memory() {
    MemoryStorage storage = new MemoryStorage();
    return () -> storage;
  }

  private static Supplier<Storage> directory() {
    try {
      Path directory = Files.createTempDirectory("tidemark-storage-");
      Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(directory)));
      return () -> new FileStorage(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path directory) {
    FileStorage storage = new FileStorage(directory);
    storage.list("").forEach(file -> storage.delete(file.path()));
    directory.toFile().deleteOnExit();
  }

  private static Supplier<Storage> bucket() {
    S3Address address = TestBucket.fresh();
    return () -> TestBucket.open(address);
  }

  private static Supplier<Storage> cluster() {
    ClusterAddress address = TestClusters.fresh();
    return () -> TestClusters.open(address);
  }
}
