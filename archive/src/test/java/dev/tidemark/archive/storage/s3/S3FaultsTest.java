package dev.tidemark.archive.storage.s3;

import static dev.tidemark.archive.storage.s3.FaultyHttp.answer;
import static dev.tidemark.archive.storage.s3.FaultyHttp.brokenAfter;
import static dev.tidemark.archive.storage.s3.FaultyHttp.lostAnswer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.archive.storage.BrokenReadException;
import dev.tidemark.archive.storage.FileLocks;
import dev.tidemark.archive.storage.MissingFileException;
import dev.tidemark.archive.storage.Retry;
import dev.tidemark.archive.storage.RetryListener;
import dev.tidemark.archive.storage.RetryPolicy;
import dev.tidemark.archive.storage.RetryingStorage;
import dev.tidemark.archive.storage.StorageRefusedException;
import dev.tidemark.archive.storage.StorageWriter;
import dev.tidemark.archive.storage.StoredFile;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.services.s3.S3Client;

@DisplayName("A bucket over a bad network")
class S3FaultsTest {

  private static final int MEBIBYTE = 1 << 20;
  private static final Instant NOW = Instant.parse("2026-11-22T00:00:00Z");

  private final FaultyHttp http = new FaultyHttp();
  private final S3Address address = TestBucket.fresh();
  private final S3Storage storage = S3Storage.over(address, http, InstantSource.fixed(NOW));
  private final RetryingStorage repeating =
      new RetryingStorage(
          storage,
          new Retry(
              new RetryPolicy(20, Duration.ofDays(1), Duration.ZERO, Duration.ZERO),
              () -> 0,
              pause -> {},
              new Random(1),
              RetryListener.NONE));

  @AfterEach
  void close() {
    storage.close();
  }

  @Test
  @DisplayName("A put whose answer is lost has won, for the file that is there is its own")
  void lostAnswerToPut() {
    http.once(put("/m/1"), lostAnswer());

    assertThat(repeating.putIfAbsent("m/1", new byte[] {7})).isTrue();

    assertThat(repeating.putIfAbsent("m/1", new byte[] {7})).isFalse();
  }

  @Test
  @DisplayName("Parts that fail are sent again, and only they")
  void partsAreSentAgain() throws IOException {
    byte[] content = content(17 * MEBIBYTE);
    http.once(part(1), answer(503, "SlowDown", Map.of()))
        .once(part(2), lostAnswer())
        .once(part(2), answer(500, "InternalError", Map.of()))
        .once(part(4), answer(503, "SlowDown", Map.of()));

    write("a", content);

    assertThat(read("a")).isEqualTo(content);
    assertThat(http.requests().stream().filter(part(1))).hasSize(2);
    assertThat(http.requests().stream().filter(part(2))).hasSize(3);
    assertThat(http.requests().stream().filter(part(3))).hasSize(1);
  }

  @Test
  @DisplayName("A completion whose answer is lost has made the file, and is found to have")
  void lostAnswerToCompletion() throws IOException {
    byte[] content = content(6 * MEBIBYTE);
    http.once(S3FaultsTest::isCompletion, lostAnswer());

    write("a", content);

    assertThat(read("a")).isEqualTo(content);
  }

  @Test
  @DisplayName("A file that was not committed leaves no parts behind")
  void abort() {
    try (StorageWriter writer = storage.create("a")) {
      byte[] piece = content(MEBIBYTE);
      for (int i = 0; i < 12; i++) {
        writer.write(piece, 0, piece.length);
      }
    }

    assertThat(storage.list("")).isEmpty();
    try (S3Client client = Clients.of(address, Clients.http())) {
      assertThat(
              client
                  .listMultipartUploads(
                      request -> request.bucket(address.bucket()).prefix(address.key("a")))
                  .uploads())
          .isEmpty();
    }
  }

  @Test
  @DisplayName("Reading goes on where the connection broke, and asks for the rest alone")
  void readingGoesOn() throws IOException {
    byte[] content = content(3 * MEBIBYTE);
    write("a", content);
    http.once(S3FaultsTest::isGet, brokenAfter(1_000_000))
        .once(S3FaultsTest::isGet, brokenAfter(500_000));

    assertThat(read("a")).isEqualTo(content);

    assertThat(http.requests().stream().filter(S3FaultsTest::isGet).map(S3FaultsTest::range))
        .containsExactly("", "bytes=1000000-", "bytes=1500000-");
  }

  @Test
  @DisplayName("Reading does not go on in another file that took the name meanwhile")
  void replacedWhileBroken() throws IOException {
    write("a", content(MEBIBYTE));
    http.once(S3FaultsTest::isGet, brokenAfter(1_000));
    try (InputStream in = storage.open("a", 0)) {
      assertThatThrownBy(() -> in.readNBytes(5_000))
          .isInstanceOf(BrokenReadException.class)
          .hasMessage("reading a broke off at byte 1000 of 1048576");
      write("a", new byte[MEBIBYTE]);

      assertThatThrownBy(in::read).hasMessage("a was deleted or replaced while it was read");
    }
  }

  @Test
  @DisplayName("A store that ignores If-None-Match is refused before anything is published")
  void conditionsAreIgnored() {
    for (int i = 0; i < 2; i++) {
      http.once(put(ConditionalPuts.PROOF), answer(200, "<None/>", Map.of("ETag", "\"1\"")));
    }

    assertThatThrownBy(() -> storage.putIfAbsent("m/1", new byte[1]))
        .isInstanceOf(StorageRefusedException.class)
        .hasMessage(
            address.place()
                + " does not honour If-None-Match: two writers could both publish the same backup");

    assertThat(storage.list("")).isEmpty();
  }

  @Test
  @DisplayName("A bucket with object lock keeps what is written to the window's end and an eighth")
  void objectLock() {
    bucketHasLock().once(put("/a"), answer(200, "<None/>", Map.of("ETag", "\"1\"")));
    S3Address locked = address.withRetention(Duration.ofDays(30));
    try (S3Storage keeping = S3Storage.over(locked, http, InstantSource.fixed(NOW));
        StorageWriter writer = keeping.create("a")) {
      writer.write(1);
      writer.commit();
    }

    SdkHttpRequest put = http.requests().stream().filter(put("/a")).findFirst().orElseThrow();
    assertThat(put.firstMatchingHeader("x-amz-object-lock-mode")).contains("GOVERNANCE");
    assertThat(put.firstMatchingHeader("x-amz-object-lock-retain-until-date"))
        .contains("2026-12-25T18:00:00Z");
  }

  @Test
  @DisplayName("The lock of an object is asked for once, and made longer")
  void lockIsExtended() {
    Predicate<SdkHttpRequest> asking = retention(SdkHttpMethod.GET);
    bucketHasLock()
        .once(asking, answer(200, retained("2026-12-01T00:00:00.000Z"), Map.of()))
        .once(retention(SdkHttpMethod.PUT), answer(200, "<None/>", Map.of()));
    try (S3Storage keeping =
        S3Storage.over(
            address.withRetention(Duration.ofDays(30)), http, InstantSource.fixed(NOW))) {
      FileLocks locks = keeping.locks();
      assertThat(locks.window()).contains(Duration.ofDays(30));
      assertThat(locks.until("a")).isEqualTo("2026-12-01T00:00:00Z");

      locks.extend("a", Instant.parse("2026-12-25T18:00:00Z"));

      assertThat(http.bodies(retention(SdkHttpMethod.PUT)))
          .singleElement()
          .asString()
          .contains("<Mode>GOVERNANCE</Mode>", "<RetainUntilDate>2026-12-25T18:00:01Z<");
      assertThat(locks.until("a")).isEqualTo("2026-12-25T18:00:01Z");
      assertThat(http.requests().stream().filter(asking)).hasSize(1);
    }
  }

  @Test
  @DisplayName("A lock that may not be made longer, and one of no object, are told as such")
  void lockIsNotExtended() {
    bucketHasLock()
        .once(retention(SdkHttpMethod.PUT), answer(403, "AccessDenied", Map.of()))
        .once(retention(SdkHttpMethod.GET), answer(200, retained("2026-11-21T23:59:59Z"), Map.of()))
        .once(retention(SdkHttpMethod.PUT), answer(404, "NoSuchKey", Map.of()))
        .once(retention(SdkHttpMethod.GET), answer(404, "NoSuchKey", Map.of()))
        .once(retention(SdkHttpMethod.GET), answer(404, "NoSuchObjectLockConfiguration", Map.of()));
    try (S3Storage keeping =
        S3Storage.over(
            address.withRetention(Duration.ofDays(30)), http, InstantSource.fixed(NOW))) {
      FileLocks locks = keeping.locks();

      assertThatThrownBy(() -> locks.extend("a", NOW))
          .isInstanceOf(StorageRefusedException.class)
          .hasMessage("cannot lock a in " + keeping + ": access denied (AccessDenied)");
      assertThatThrownBy(() -> locks.extend("a", NOW))
          .isInstanceOf(MissingFileException.class)
          .hasMessage("a is missing from " + keeping);
      assertThatThrownBy(() -> locks.until("a"))
          .isInstanceOf(MissingFileException.class)
          .hasMessage("a is missing from " + keeping);
      assertThat(locks.until("a")).isEqualTo(Instant.MIN);
    }
  }

  @Test
  @DisplayName("A lock that lasts longer by now is not made shorter, and that is no error")
  void lockLastsLonger() {
    bucketHasLock()
        .once(retention(SdkHttpMethod.PUT), answer(403, "AccessDenied", Map.of()))
        .once(
            retention(SdkHttpMethod.GET), answer(200, retained("2026-12-25T00:00:00Z"), Map.of()));
    try (S3Storage keeping =
        S3Storage.over(
            address.withRetention(Duration.ofDays(30)), http, InstantSource.fixed(NOW))) {
      keeping.locks().extend("a", Instant.parse("2026-12-24T00:00:00Z"));
    }

    assertThat(http.requests().stream().filter(retention(SdkHttpMethod.GET))).hasSize(1);
  }

  private FaultyHttp bucketHasLock() {
    return http.once(
        request -> request.rawQueryParameters().containsKey("object-lock"),
        answer(
            200,
            "<ObjectLockConfiguration><ObjectLockEnabled>Enabled</ObjectLockEnabled>"
                + "</ObjectLockConfiguration>",
            Map.of()));
  }

  private static Predicate<SdkHttpRequest> retention(SdkHttpMethod method) {
    return request ->
        request.method() == method && request.rawQueryParameters().containsKey("retention");
  }

  private static String retained(String until) {
    return "<Retention><Mode>GOVERNANCE</Mode><RetainUntilDate>"
        + until
        + "</RetainUntilDate></Retention>";
  }

  @Test
  @DisplayName("Without an object lock in the bucket, one that is demanded is refused")
  void noObjectLock() {
    S3Address demanding =
        TestBucket.address(address.place(), "&object-lock=30d&object-lock-mode=compliance");
    try (S3Storage keeping = TestBucket.open(demanding)) {
      assertThatThrownBy(() -> keeping.create("a")).hasMessage("bucket backups has no object lock");
    }
    try (S3Storage keeping = TestBucket.open(address.withRetention(Duration.ofDays(30)))) {
      assertThat(keeping.putIfAbsent("a", new byte[1])).isTrue();
      assertThat(keeping.list("")).containsExactly(new StoredFile("a", 1));
    }
  }

  private void write(String path, byte[] content) {
    try (StorageWriter writer = repeating.create(path)) {
      for (int at = 0; at < content.length; at += 100_000) {
        writer.write(content, at, Math.min(100_000, content.length - at));
      }
      writer.commit();
    }
  }

  private byte[] read(String path) throws IOException {
    try (InputStream in = repeating.open(path, 0)) {
      return in.readAllBytes();
    }
  }

  private static byte[] content(int bytes) {
    byte[] content = new byte[bytes];
    new Random(bytes).nextBytes(content);
    return content;
  }

  private static Predicate<SdkHttpRequest> put(String end) {
    return request -> request.method() == SdkHttpMethod.PUT && request.encodedPath().endsWith(end);
  }

  private static Predicate<SdkHttpRequest> part(int number) {
    return request ->
        request
            .firstMatchingRawQueryParameter("partNumber")
            .filter(Integer.toString(number)::equals)
            .isPresent();
  }

  private static boolean isCompletion(SdkHttpRequest request) {
    return request.method() == SdkHttpMethod.POST
        && request.rawQueryParameters().containsKey("uploadId");
  }

  private static boolean isGet(SdkHttpRequest request) {
    return request.method() == SdkHttpMethod.GET && request.rawQueryParameters().isEmpty();
  }

  private static String range(SdkHttpRequest request) {
    return request.firstMatchingHeader("Range").orElse("");
  }
}
