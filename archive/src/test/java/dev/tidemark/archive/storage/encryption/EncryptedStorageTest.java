package dev.tidemark.archive.storage.encryption;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.archive.storage.DamagedFileException;
import dev.tidemark.archive.storage.ForwardingStorage;
import dev.tidemark.archive.storage.MemoryStorage;
import dev.tidemark.archive.storage.Storage;
import dev.tidemark.archive.storage.StorageContract;
import dev.tidemark.archive.storage.StorageWriter;
import dev.tidemark.archive.storage.StoredFile;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("An encrypted storage")
class EncryptedStorageTest extends StorageContract {

  private static final String RUN = "shop/data/1/public.orders/delta-00.avro";

  private final MemoryStorage raw = new MemoryStorage();

  @Override
  protected Storage newStorage() {
    return TestKeys.encrypted(raw);
  }

  @Override
  protected Storage another() {
    return newStorage();
  }

  @ParameterizedTest
  @EnumSource(Encryption.class)
  @DisplayName("tells the sizes of files of any length, and reads them from any place on")
  void sizesAndRanges(Encryption encryption) throws IOException {
    Storage storage = new EncryptedStorage(raw, "shop", TestKeys.key(1), encryption);
    Random random = new Random(3);
    int segment = Encryption.SEGMENT_BYTES;
    for (int size : new int[] {0, 1, 100, segment - 57, segment - 41, segment, 3 * segment + 7}) {
      byte[] content = new byte[size];
      random.nextBytes(content);
      write(storage, RUN, content);

      assertThat(storage.list("shop/data/1/")).containsExactly(new StoredFile(RUN, size));
      for (int i = 0; i < 5; i++) {
        int offset = size == 0 ? 0 : random.nextInt(size + 1);
        try (InputStream in = storage.open(RUN, offset)) {
          assertThat(in.readAllBytes()).isEqualTo(Arrays.copyOfRange(content, offset, size));
        }
      }
    }
  }

  @Test
  @DisplayName("keeps long names of tables in parts that every file system takes")
  void longNames() throws IOException {
    Storage storage = newStorage();
    String path = "shop/data/1/" + "t".repeat(200) + "/history-00.avro";

    write(storage, path, new byte[] {7});

    assertThat(storage.list("shop/")).containsExactly(new StoredFile(path, 1));
    assertThat(raw.list("shop/data/").get(0).path().split("/"))
        .allSatisfy(part -> assertThat(part.length()).isLessThanOrEqualTo(200));
    assertThat(storage.list("shop/data/1/ttt")).hasSize(1);
    assertThat(storage.list("shop/data/1/u")).isEmpty();
  }

  @Test
  @DisplayName("finds a changed bit, a cut end and a file in another's place, and names the file")
  void damage() {
    Storage storage = newStorage();
    write(storage, RUN, "a long secret".getBytes(UTF_8));
    write(storage, "shop/data/1/other/run.avro", "another secret".getBytes(UTF_8));
    List<StoredFile> files = raw.list("shop/data/");
    String name = new EncryptedNameOf(raw).of(RUN);
    byte[] whole = raw.content(name);

    for (int at = 0; at < whole.length; at++) {
      byte[] changed = whole.clone();
      changed[at] ^= 1;
      raw.replace(name, changed);
      assertDamaged(storage);
    }
    raw.replace(name, Arrays.copyOf(whole, whole.length - 1));
    assertDamaged(storage);
    String other =
        files.stream().map(StoredFile::path).filter(p -> !p.equals(name)).findFirst().orElseThrow();
    raw.replace(name, raw.content(other));
    assertDamaged(storage);
  }

  @Test
  @DisplayName(
      "opens with the new key after a rotation, not with the old, and no file is rewritten")
  void rotation() throws IOException {
    Storage storage = newStorage();
    write(storage, RUN, "secret".getBytes(UTF_8));
    String name = new EncryptedNameOf(raw).of(RUN);
    byte[] before = raw.content(name);
    KeyRing ring = new KeyRing(raw, "shop");

    ring.rotate(TestKeys.key(1), TestKeys.key(2));
    ring.rotate(TestKeys.key(1), TestKeys.key(2));

    assertThat(raw.content(name)).isEqualTo(before);
    try (InputStream in = TestKeys.encrypted(raw, TestKeys.key(2)).open(RUN, 0)) {
      assertThat(in.readAllBytes()).isEqualTo("secret".getBytes(UTF_8));
    }
    assertThatThrownBy(() -> TestKeys.encrypted(raw, TestKeys.key(1)).open(RUN, 0))
        .isInstanceOf(KeyException.class)
        .hasMessage(
            "the backups of shop are encrypted with key "
                + TestKeys.key(2).id()
                + ", and the key given is "
                + TestKeys.key(1).id());
    assertThatThrownBy(() -> ring.rotate(TestKeys.key(1), TestKeys.key(3)))
        .isInstanceOf(KeyException.class);
  }

  @Test
  @DisplayName("does not make new keys where backups lost theirs")
  void lostKeys() {
    Storage storage = newStorage();
    assertThat(storage.putIfAbsent("shop/manifests/00000001.json", new byte[1])).isTrue();
    raw.delete("shop/keys.json");

    assertThatThrownBy(() -> newStorage().open("shop/manifests/00000001.json", 0))
        .isInstanceOf(KeyException.class)
        .hasMessage("shop/keys.json is missing, and without it no backup can be decrypted");
    assertThat(raw.list("shop/keys.json")).isEmpty();
  }

  @Test
  @DisplayName("lets go of a file that it has no key for")
  void wrongKey() {
    assertThat(newStorage().putIfAbsent("shop/manifests/00000001.json", new byte[1])).isTrue();
    AtomicInteger open = new AtomicInteger();
    Storage counted =
        new ForwardingStorage(raw) {
          @Override
          public InputStream open(String path, long offset) {
            open.incrementAndGet();
            return new FilterInputStream(super.open(path, offset)) {
              @Override
              public void close() throws IOException {
                open.decrementAndGet();
                super.close();
              }
            };
          }
        };

    Storage storage = TestKeys.encrypted(counted, TestKeys.key(2));
    assertThatThrownBy(() -> storage.open("shop/manifests/00000001.json", 0))
        .isInstanceOf(KeyException.class);
    assertThat(open).hasValue(0);
  }

  @Test
  @DisplayName("says when keys.json was changed")
  void changedKeys() {
    write(newStorage(), RUN, new byte[1]);
    String json = new String(raw.content("shop/keys.json"), UTF_8);
    int at = json.indexOf("encryptedKeyset") + 30;
    char other = json.charAt(at) == 'A' ? 'B' : 'A';
    String changed = json.substring(0, at) + other + json.substring(at + 1);
    raw.replace("shop/keys.json", changed.getBytes(UTF_8));

    assertThatThrownBy(() -> newStorage().open(RUN, 0))
        .isInstanceOf(DamagedFileException.class)
        .hasMessage("shop/keys.json is damaged: its keys cannot be unwrapped");
  }

  @ParameterizedTest
  @ValueSource(strings = {"not base64!", "AAAA", ""})
  @DisplayName("refuses what is no key, and does not repeat it")
  void noKey(String text) {
    KeySource source = new KeySource.Variable("KEY");

    assertThatThrownBy(() -> MasterKey.from(source, Map.of("KEY", text)))
        .isInstanceOf(KeyException.class)
        .hasMessageStartingWith("the key from env:KEY cannot be used: ")
        .satisfies(e -> assertThat(text.isEmpty() || !e.getMessage().contains(text)).isTrue());
  }

  private static void assertDamaged(Storage storage) {
    assertThatThrownBy(
            () -> {
              try (InputStream in = storage.open(RUN, 0)) {
                in.readAllBytes();
              }
            })
        .isInstanceOf(DamagedFileException.class)
        .hasMessage(RUN + " is damaged: it cannot be decrypted");
  }

  private static void write(Storage storage, String path, byte[] content) {
    try (StorageWriter writer = storage.create(path)) {
      writer.write(content, 0, content.length);
      writer.commit();
    }
  }

  /** What a file is called below, found by writing nothing: names are deterministic. */
  private record EncryptedNameOf(MemoryStorage raw) {
    String of(String path) {
      CollectionKeys keys = new KeyRing(raw, "shop").open(TestKeys.key(1), Encryption.AES256_GCM);
      return keys.fileNames().encrypted(path);
    }
  }
}
