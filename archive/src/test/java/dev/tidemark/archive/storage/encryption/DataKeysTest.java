package dev.tidemark.archive.storage.encryption;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.archive.storage.DamagedFileException;
import dev.tidemark.archive.storage.ForwardingStorage;
import dev.tidemark.archive.storage.MemoryStorage;
import dev.tidemark.archive.storage.Storage;
import dev.tidemark.archive.storage.StorageWriter;
import dev.tidemark.archive.storage.StoredFile;
import dev.tidemark.archive.storage.UnknownFormatException;
import dev.tidemark.archive.storage.WholeFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A data key")
class DataKeysTest {

  private static final String FIRST = "shop/data/1/public.orders/delta-00.avro";
  private static final String SECOND = "shop/data/2/public.orders/delta-00.avro";
  private static final String TIMELINE = "shop/data/1/timeline.avro";
  private static final String MANIFEST = "shop/manifests/00000001.json";
  private static final String KEYS = "shop/keys.json";

  /** Of Tink's own header: its length, a salt, the beginning of a nonce; and of one tag. */
  private static final int TINK_BYTES = 40 + 16;

  private final MemoryStorage raw = new MemoryStorage();
  private final Storage storage = TestKeys.encrypted(raw);

  @Test
  @DisplayName("is one for all files of a backup, stands in each, and is no other backup's")
  void oneForABackup() throws Exception {
    write(storage, FIRST);
    write(storage, TIMELINE);
    write(storage, SECOND);

    assertThat(head(TIMELINE)).isEqualTo(head(FIRST));
    assertThat(decrypted(FIRST, FIRST)).isEqualTo(content(FIRST));
    assertThat(decrypted(TIMELINE, FIRST)).isEqualTo(content(TIMELINE));
    assertThat(decrypted(SECOND, SECOND)).isEqualTo(content(SECOND));
    assertThatThrownBy(() -> decrypted(SECOND, FIRST)).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> decrypted(FIRST, SECOND)).isInstanceOf(IOException.class);
  }

  @Test
  @DisplayName("takes 48 bytes of a backup's file, and none of one that is of no backup")
  void size() {
    write(storage, FIRST);
    assertThat(storage.putIfAbsent(MANIFEST, content(MANIFEST))).isTrue();

    assertThat(raw.content(name(FIRST))).hasSize(48 + TINK_BYTES + FIRST.length());
    assertThat(raw.content(MANIFEST)).hasSize(TINK_BYTES + MANIFEST.length());
    assertThat(storage.list("shop/"))
        .containsExactly(
            new StoredFile(FIRST, FIRST.length()), new StoredFile(MANIFEST, MANIFEST.length()));
  }

  @Test
  @DisplayName(
      "is not touched by a rotation: backups of before and after open with the new key alone")
  void rotation() {
    write(storage, FIRST);
    Map<String, byte[]> before = contents();

    new KeyRing(raw, "shop").rotate(TestKeys.key(1), TestKeys.key(2));

    Map<String, byte[]> after = contents();
    assertThat(after.remove(KEYS)).isNotEqualTo(before.remove(KEYS));
    assertThat(after).usingRecursiveComparison().isEqualTo(before);
    write(TestKeys.encrypted(raw, TestKeys.key(2)), SECOND);
    // Somebody who has not heard of it goes on, and writes what the new key opens.
    write(storage, TIMELINE);
    for (String path : List.of(FIRST, SECOND, TIMELINE)) {
      assertThat(WholeFile.read(TestKeys.encrypted(raw, TestKeys.key(2)), path))
          .isEqualTo(content(path));
      assertThatThrownBy(() -> WholeFile.read(TestKeys.encrypted(raw, TestKeys.key(1)), path))
          .isInstanceOf(KeyException.class);
    }
  }

  @Test
  @DisplayName("that is changed, cut, or another backup's is damage, and the file is named")
  void damage() {
    write(storage, FIRST);
    write(storage, SECOND);
    byte[] whole = raw.content(name(FIRST));

    for (int at = 0; at < DataKeys.HEAD_BYTES; at++) {
      byte[] changed = whole.clone();
      changed[at] ^= (byte) (1 << at % 8);
      assertDamaged(changed);
    }
    for (int length : new int[] {0, 1, DataKeys.HEAD_BYTES - 1, DataKeys.HEAD_BYTES}) {
      assertDamaged(Arrays.copyOf(whole, length));
    }
    byte[] transplanted = whole.clone();
    System.arraycopy(head(SECOND), 0, transplanted, 0, DataKeys.HEAD_BYTES);
    assertDamaged(transplanted);
    assertDamaged(Arrays.copyOfRange(whole, DataKeys.HEAD_BYTES, whole.length));
  }

  @Test
  @DisplayName("is used again for what is written into its backup by who has read it")
  void writtenLater() {
    write(storage, FIRST);
    Storage later = TestKeys.encrypted(raw);
    assertThat(WholeFile.read(later, FIRST)).isEqualTo(content(FIRST));

    write(later, TIMELINE);

    assertThat(head(TIMELINE)).isEqualTo(head(FIRST));
  }

  @Test
  @DisplayName("is another one for a file of who has forgotten it, which is read beside the others")
  void forgotten() {
    List<String> paths = new ArrayList<>();
    for (int backup = 0; backup < 100; backup++) {
      paths.add("shop/data/" + backup + "/timeline.avro");
    }
    paths.add("shop/data/0/later");
    paths.forEach(path -> write(storage, path));

    assertThat(head("shop/data/0/later")).isNotEqualTo(head("shop/data/0/timeline.avro"));
    Storage reader = TestKeys.encrypted(raw);
    for (String path : paths) {
      assertThat(WholeFile.read(reader, path)).isEqualTo(content(path));
    }
  }

  @Test
  @DisplayName("that the storage does not give is an error of the storage, and no damage")
  void unreadable() throws IOException {
    write(storage, FIRST);
    Storage broken =
        new ForwardingStorage(raw) {
          @Override
          public InputStream open(String path, long offset) {
            return path.equals(KEYS) ? super.open(path, offset) : new BrokenInput();
          }
        };

    try (InputStream in = TestKeys.encrypted(broken).open(FIRST, 0)) {
      assertThatThrownBy(in::read).isInstanceOf(IOException.class).hasMessage("the disk is gone");
    }
  }

  @Test
  @DisplayName("is wrapped by keys of a format that earlier programs refuse, as this one a later")
  void format() {
    write(storage, FIRST);
    String json = new String(raw.content(KEYS), UTF_8);
    assertThat(json).contains("\"format\" : 2,");

    raw.replace(KEYS, json.replace("\"format\" : 2", "\"format\" : 3").getBytes(UTF_8));
    assertThatThrownBy(() -> WholeFile.read(TestKeys.encrypted(raw), FIRST))
        .isInstanceOf(UnknownFormatException.class)
        .hasMessage("shop/keys.json has format version 3, and this program knows versions up to 2");

    raw.replace(KEYS, json.replace("\"format\" : 2", "\"format\" : 1").getBytes(UTF_8));
    assertThatThrownBy(() -> WholeFile.read(TestKeys.encrypted(raw), FIRST))
        .isInstanceOf(DamagedFileException.class)
        .hasMessage("shop/keys.json is damaged: its keys cannot be unwrapped");

    raw.replace(KEYS, json.replace("\"format\" : 2", "\"format\" : 0").getBytes(UTF_8));
    assertThatThrownBy(() -> WholeFile.read(TestKeys.encrypted(raw), FIRST))
        .isInstanceOf(DamagedFileException.class)
        .hasMessage("shop/keys.json is damaged: it does not hold wrapped keys");
  }

  @Test
  @DisplayName(
      "is of the encryption that the collection's keys are of, whatever stands beside them")
  void encryption() {
    write(storage, FIRST);
    String json = new String(raw.content(KEYS), UTF_8);

    raw.replace(KEYS, json.replace("AES256_GCM", "AES128_GCM").getBytes(UTF_8));

    assertThat(json).contains("AES256_GCM");
    assertThatThrownBy(() -> WholeFile.read(TestKeys.encrypted(raw), FIRST))
        .isInstanceOf(DamagedFileException.class)
        .hasMessage("shop/keys.json is damaged: its keys cannot be unwrapped");
  }

  private void assertDamaged(byte[] content) {
    raw.replace(name(FIRST), content);
    assertThatThrownBy(() -> WholeFile.read(storage, FIRST))
        .isInstanceOf(DamagedFileException.class)
        .hasMessage(FIRST + " is damaged: it cannot be decrypted");
  }

  /** A file's content, by the data key in the head of another. */
  private byte[] decrypted(String path, String other) throws GeneralSecurityException, IOException {
    byte[] whole = raw.content(name(path));
    try (InputStream in =
        keys()
            .of(other, head(other))
            .contents()
            .newDecryptingStream(
                new ByteArrayInputStream(
                    whole, DataKeys.HEAD_BYTES, whole.length - DataKeys.HEAD_BYTES),
                path.getBytes(UTF_8))) {
      return in.readAllBytes();
    }
  }

  private byte[] head(String path) {
    return Arrays.copyOf(raw.content(name(path)), DataKeys.HEAD_BYTES);
  }

  private String name(String path) {
    return keys().fileNames().encrypted(path);
  }

  private CollectionKeys keys() {
    return new KeyRing(raw, "shop").open(TestKeys.key(1), Encryption.AES256_GCM);
  }

  private Map<String, byte[]> contents() {
    Map<String, byte[]> contents = new TreeMap<>();
    raw.list("").forEach(file -> contents.put(file.path(), raw.content(file.path())));
    return contents;
  }

  private static byte[] content(String path) {
    return path.getBytes(UTF_8);
  }

  private static void write(Storage storage, String path) {
    byte[] content = content(path);
    try (StorageWriter writer = storage.create(path)) {
      writer.write(content, 0, content.length);
      writer.commit();
    }
  }

  private static final class BrokenInput extends InputStream {
    @Override
    public int read() throws IOException {
      throw new IOException("the disk is gone");
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      return read();
    }
  }
}
