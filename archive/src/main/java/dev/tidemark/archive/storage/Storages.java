package dev.tidemark.archive.storage;

import dev.tidemark.archive.storage.cluster.ClusterOptions;
import dev.tidemark.archive.storage.cluster.ClusterStorage;
import dev.tidemark.archive.storage.s3.S3Address;
import dev.tidemark.archive.storage.s3.S3Storage;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;

/** Finds the storage that an address means. Only what it means is loaded. */
public final class Storages {

  private static final String CLUSTER = "cluster";
  private static final String FORMS =
      "write file:///directory, s3://bucket/prefix, or cluster for the collection's own Kafka";

  private Storages() {}

  /**
   * Reads an address as a person writes it.
   *
   * @throws IllegalArgumentException it is none; the message says what to write, and repeats
   *     nothing that may be secret
   */
  public static URI address(String text) {
    URI address;
    try {
      address = new URI(text.equals(CLUSTER + ":") ? CLUSTER : text);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("this is not an address; " + FORMS);
    }
    check(address, Map.of());
    return address;
  }

  /** Opens a directory or a bucket. Nothing is touched yet. */
  public static Storage open(URI address) {
    return open(address, StorageContext.withoutCluster(System.getenv()));
  }

  /**
   * Opens a storage by its address. Nothing is touched yet. What is over a network repeats what
   * fails for now.
   *
   * @param address {@code file:///directory}, the path of a directory, {@code s3://bucket/prefix},
   *     or {@code cluster}
   * @throws IllegalArgumentException no storage has such an address; the message says what to write
   */
  public static Storage open(URI address, StorageContext context) {
    if (isCluster(address)) {
      return repeating(
          ClusterStorage.open(context.cluster().get(), ClusterOptions.DEFAULT, System::nanoTime),
          context);
    }
    if ("s3".equals(address.getScheme())) {
      S3Address bucket = S3Address.parse(address, context.environment());
      return repeating(
          S3Storage.open(
              context.retention().map(bucket::withRetention).orElse(bucket),
              InstantSource.system()),
          context);
    }
    return new FileStorage(directory(address));
  }

  /** Whether the address means the collection's Kafka cluster. */
  public static boolean isCluster(URI address) {
    return address.toString().equals(CLUSTER);
  }

  private static void check(URI address, Map<String, String> environment) {
    if ("s3".equals(address.getScheme())) {
      S3Address unused = S3Address.parse(address, environment);
    } else if (!isCluster(address)) {
      Path unused = directory(address);
    }
  }

  private static Storage repeating(Storage storage, StorageContext context) {
    // Each thread has its own source of chance.
    RandomGenerator random = () -> ThreadLocalRandom.current().nextLong();
    Retry retry =
        new Retry(
            RetryPolicy.DEFAULT,
            System::nanoTime,
            pause -> Thread.sleep(pause.toMillis()),
            random,
            context.retries());
    return new RetryingStorage(storage, retry);
  }

  private static Path directory(URI address) {
    String scheme = address.getScheme();
    String path = address.getPath();
    if (scheme != null && !scheme.equals("file")) {
      throw new IllegalArgumentException("no storage is named by '" + scheme + ":'; " + FORMS);
    }
    if (path == null || path.isEmpty() || hasHost(address) || address.getQuery() != null) {
      throw new IllegalArgumentException(
          "'" + address + "' is not the address of a directory; write file:///directory");
    }
    try {
      return Path.of(path);
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException("'" + path + "' is not a path: " + e.getReason(), e);
    }
  }

  private static boolean hasHost(URI address) {
    return address.getAuthority() != null && !address.getAuthority().isEmpty();
  }
}
