package dev.tidemark.archive.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.archive.storage.AnswerLostException;
import dev.tidemark.archive.storage.StorageBusyException;
import dev.tidemark.archive.storage.StorageException;
import dev.tidemark.archive.storage.StorageFullException;
import dev.tidemark.archive.storage.StorageRefusedException;
import dev.tidemark.schemas.problem.ProblemException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("What goes wrong with a bucket")
class S3ErrorsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "403 | AccessDenied | access denied (AccessDenied)",
        "403 | InvalidAccessKeyId | the store does not know the access key id",
        "403 | RequestTimeTooSkewed | this machine's clock and the store's differ too much",
        "400 | ExpiredToken | the session of the keys has ended",
        "301 | PermanentRedirect | the bucket is in region eu-west-1",
        "400 | AuthorizationHeaderMalformed | the bucket is in region eu-west-1",
        "404 | NoSuchBucket | there is no bucket backups"
      })
  @DisplayName("is told apart, where somebody has to change something")
  void refused(int status, String code, String reason) {
    assertAnswered(status, code, reason, StorageRefusedException.class);
  }

  @ParameterizedTest
  @CsvSource({"503, SlowDown", "429, TooManyRequestsException"})
  @DisplayName("is worth another try when the store is throttling")
  void throttled(int status, String code) {
    assertAnswered(
        status,
        code,
        "the store is throttling (" + status + " " + code + ")",
        StorageBusyException.class);
  }

  @Test
  @DisplayName(
      "is worth another try, and may have been done, when the store has an error of its own")
  void storesError() {
    assertAnswered(
        500,
        "InternalError",
        "the store answered 500 InternalError: so it says",
        AnswerLostException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "ServiceUnavailable"})
  @DisplayName("may have been done when nobody says that the store was only too busy for it")
  void answeredForTheStore(String code) {
    assertAnswered(
        503, code, "the store answered 503 " + code + ": so it says", AnswerLostException.class);
  }

  @Test
  @DisplayName("is a lack of room, said as with a full disk")
  void full() {
    assertAnswered(
        507,
        "XMinioStorageFull",
        "the store has no room left (XMinioStorageFull)",
        StorageFullException.class);
  }

  private static void assertAnswered(
      int status, String code, String reason, Class<? extends StorageException> kind) {
    FaultyHttp http =
        new FaultyHttp()
            .once(
                request -> true,
                FaultyHttp.answer(status, code, Map.of("x-amz-bucket-region", "eu-west-1")));
    S3Address address = TestBucket.fresh();
    try (S3Storage storage = S3Storage.over(address, http, InstantSource.system())) {
      assertThatThrownBy(() -> storage.delete("shop/a"))
          .isExactlyInstanceOf(kind)
          .hasMessage("cannot delete shop/a in " + address.place() + ": " + reason)
          .extracting(e -> ((ProblemException) e).hint())
          .asString()
          .isNotBlank();
    }
  }

  @Test
  @DisplayName("names the bucket that is not there")
  void noSuchBucket() {
    try (S3Storage storage = TestBucket.open(TestBucket.address("s3://nowhere/x", ""))) {
      assertThatThrownBy(() -> storage.list("shop/"))
          .hasMessage("cannot list shop/ in s3://nowhere/x: there is no bucket nowhere");
      assertThatThrownBy(() -> storage.open("a", 0)).hasMessageEndingWith("no bucket nowhere");
    }
  }

  @Test
  @DisplayName("says which of the keys is wrong")
  void wrongKeys(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("keys");
    Files.writeString(
        file, "access-key-id=" + TestBucket.ID + "\nsecret-access-key=not-the-secret\n");

    try (S3Storage storage = open("&credentials-file=" + file)) {
      assertThatThrownBy(() -> storage.list(""))
          .isInstanceOf(StorageRefusedException.class)
          .hasMessage(
              "cannot list s3://backups/x: the secret access key is not the one of the access key"
                  + " id");
    }

    Files.writeString(file, "aws_access_key_id = nobody\naws_secret_access_key = secret\n");
    try (S3Storage storage = open("&credentials-file=" + file)) {
      assertThatThrownBy(() -> storage.list(""))
          .hasMessage("cannot list s3://backups/x: the store does not know the access key id");
    }
  }

  @Test
  @DisplayName("says of a file without keys that there are none, and repeats nothing of it")
  void noKeys(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("keys");
    Files.writeString(file, "s3cret\n");

    try (S3Storage storage = open("&credentials-file=" + file)) {
      assertThatThrownBy(() -> storage.list(""))
          .hasMessage("there are no keys in " + file)
          .hasMessageNotContaining("s3cret");
    }
  }

  @Test
  @DisplayName("says that the endpoint cannot be reached, which is worth another try")
  void unreachable() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      port = free.getLocalPort();
    }
    S3Address address =
        S3Address.parse(
            URI.create("s3://backups/x?endpoint=http://127.0.0.1:" + port),
            Map.of("TIDEMARK_S3_ACCESS_KEY_ID", "a", "TIDEMARK_S3_SECRET_ACCESS_KEY", "s3cret"));
    try (S3Storage storage = TestBucket.open(address)) {
      assertThatThrownBy(() -> storage.putIfAbsent("a", new byte[1]))
          .isInstanceOf(StorageBusyException.class)
          .hasMessageStartingWith(
              "cannot write .tidemark-conditional-put in s3://backups/x: the store at"
                  + " http://127.0.0.1:"
                  + port
                  + " cannot be reached: ConnectException");
    }
    assertThat(address.options().toString()).doesNotContain("s3cret");
  }

  private static S3Storage open(String more) {
    return TestBucket.open(
        S3Address.parse(
            URI.create("s3://backups/x?endpoint=" + TestBucket.endpoint() + more), Map.of()));
  }
}
