package dev.tidemark.archive.storage.encryption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.archive.storage.MemoryStorage;
import dev.tidemark.archive.storage.StorageWriter;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A key management service")
class KeyServicesTest {

  private static final Map<String, String> NOTHING = Map.of();

  private final MemoryStorage raw = new MemoryStorage();

  @Test
  @DisplayName("wraps the keys of a collection, is asked once to open them, and never sees a row")
  void wraps() throws IOException {
    write(TestKeys.encrypted(raw, key("fake-kms://eu/shop")), new byte[100_000]);
    int before = FakeKms.CALLS.get();

    EncryptedStorage reopened = TestKeys.encrypted(raw, key("fake-kms://eu/shop"));
    try (InputStream in = reopened.open("shop/data/1/a", 0)) {
      assertThat(in.readAllBytes()).hasSize(100_000);
    }
    assertThat(reopened.putIfAbsent("shop/data/2/a", new byte[1])).isTrue();

    // One for each of the two keysets, and none for a backup's data key.
    assertThat(FakeKms.CALLS.get() - before).isEqualTo(2);
  }

  @Test
  @DisplayName("takes over from a key in a file, and hands over to another of its keys")
  void rotation() throws IOException {
    write(TestKeys.encrypted(raw, TestKeys.key(1)), new byte[7]);
    KeyRing ring = new KeyRing(raw, "shop");

    ring.rotate(TestKeys.key(1), key("fake-kms://eu/shop"));
    ring.rotate(key("fake-kms://eu/shop"), key("fake-kms://eu/shop-2027"));

    assertThat(ring.masterKey()).contains("fake-kms://eu/shop-2027");
    try (InputStream in =
        TestKeys.encrypted(raw, key("fake-kms://eu/shop-2027")).open("shop/data/1/a", 0)) {
      assertThat(in.readAllBytes()).hasSize(7);
    }
    assertThatThrownBy(
            () -> TestKeys.encrypted(raw, key("fake-kms://eu/shop")).open("shop/data/1/a", 0))
        .isInstanceOf(KeyException.class)
        .hasMessage(
            "the backups of shop are encrypted with key fake-kms://eu/shop-2027, and the key given"
                + " is fake-kms://eu/shop");
  }

  @Test
  @DisplayName("is given credentials from a file when one is named")
  void credentials() {
    Map<String, String> named = Map.of(KeyServices.CREDENTIALS, "/etc/kms.json");
    KeySource key = KeySource.parse("fake-kms://eu/shop");
    assertThat(MasterKey.from(key, named).id()).isEqualTo("fake-kms://eu/shop");

    assertThatThrownBy(() -> MasterKey.from(key, Map.of(KeyServices.CREDENTIALS, "/nowhere")))
        .isInstanceOf(KeyException.class)
        .hasMessage(
            "the key from fake-kms://eu/shop cannot be used: there are no credentials in /nowhere");
  }

  @Test
  @DisplayName("that has no such key, or no client here, is told as such")
  void refused() {
    assertThatThrownBy(() -> key("fake-kms://eu/gone"))
        .hasMessage(
            "the key from fake-kms://eu/gone cannot be used: there is no key fake-kms://eu/gone");
    assertThatThrownBy(() -> key("aws-kms://arn:aws:kms:eu-central-1:1:key/2"))
        .isInstanceOf(KeyException.class)
        .hasMessage(
            "the key from aws-kms://arn:aws:kms:eu-central-1:1:key/2 cannot be used: no client of"
                + " that service is on the class path");
  }

  @Test
  @DisplayName("that denies a key is told as such, and its collection is not called damaged")
  void denied() {
    write(TestKeys.encrypted(raw, key("fake-kms://eu/shop")), new byte[7]);
    FakeKms.DENIAL.set("access to the key is denied");
    try {
      assertThatThrownBy(
              () -> TestKeys.encrypted(raw, key("fake-kms://eu/shop")).open("shop/data/1/a", 0))
          .isInstanceOfSatisfying(
              KeyException.class,
              problem ->
                  assertThat(problem.hint())
                      .isEqualTo(
                          "Give the credentials of the service as its client wants them, or a file"
                              + " of them in TIDEMARK_KMS_CREDENTIALS. If it answers, bring the"
                              + " file back from a copy of the storage."))
          .hasMessage(
              "the key from fake-kms://eu/shop cannot be used, or shop/keys.json was changed:"
                  + " access to the key is denied");
    } finally {
      FakeKms.DENIAL.set("");
    }
  }

  private static MasterKey key(String uri) {
    return MasterKey.from(KeySource.parse(uri), NOTHING);
  }

  private static void write(EncryptedStorage storage, byte[] content) {
    try (StorageWriter writer = storage.create("shop/data/1/a")) {
      writer.write(content, 0, content.length);
      writer.commit();
    }
  }
}
