package dev.tidemark.archive.storage.s3;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;

/** Prefixes of their own in one bucket of an S3-compatible server for all tests of this module. */
public final class TestBucket {

  static final String ID = "tests";
  static final String SECRET = "the-secret-of-tests";
  static final String BUCKET = "backups";

  private static final AtomicInteger PREFIXES = new AtomicInteger();

  private TestBucket() {}

  private static final class Holder {
    private static final URI ENDPOINT = start();
  }

  public static URI endpoint() {
    return Holder.ENDPOINT;
  }

  /** What a file of keys has to say. */
  public static String keys() {
    return "access-key-id=" + ID + "\nsecret-access-key=" + SECRET + "\n";
  }

  /** A place in the bucket where nothing is. */
  public static S3Address fresh() {
    return address("s3://" + BUCKET + "/tests/" + PREFIXES.incrementAndGet(), "&part-size=5MiB");
  }

  static S3Address address(String place, String more) {
    return S3Address.parse(
        URI.create(place + "?endpoint=" + endpoint() + more),
        Map.of("TIDEMARK_S3_ACCESS_KEY_ID", ID, "TIDEMARK_S3_SECRET_ACCESS_KEY", SECRET));
  }

  public static S3Storage open(S3Address address) {
    return S3Storage.open(address, InstantSource.system());
  }

  private static URI start() {
    try {
      Path directory = Files.createTempDirectory("tidemark-bucket-");
      Files.createDirectories(directory.resolve(BUCKET));
      S3Proxy server =
          S3Proxy.builder()
              .blobStore(new FilesystemNio2BlobStore(directory.toString()))
              .awsAuthentication(AuthenticationType.AWS_V4, ID, SECRET)
              .endpoint(URI.create("http://127.0.0.1:0"))
              .stopTimeout(0)
              .build();
      server.start();
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server, directory)));
      return URI.create("http://127.0.0.1:" + server.getPort());
    } catch (Exception e) {
      throw new IllegalStateException("the S3 server of the tests does not start", e);
    }
  }

  private static void stop(S3Proxy server, Path directory) {
    try (var files = Files.walk(directory)) {
      server.stop();
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
