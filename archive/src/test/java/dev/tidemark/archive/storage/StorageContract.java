package dev.tidemark.archive.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every storage promises. */
public abstract class StorageContract {

  private static final int WRITERS = 8;

  private Storage storage;

  /** An empty storage. */
  protected abstract Storage newStorage();

  /** The same place, opened once more, as another process would. */
  protected Storage another() {
    return storage;
  }

  /** How many files are many: more than come at once. */
  protected int many() {
    return 200;
  }

  @BeforeEach
  void open() {
    storage = newStorage();
  }

  @AfterEach
  void close() {
    storage.close();
  }

  @Test
  @DisplayName("A committed file is read back, whole and from an offset")
  void committedFileIsReadBack() throws IOException {
    write("shop/data/a.avro", "hello");

    assertThat(read("shop/data/a.avro", 0)).isEqualTo("hello");
    assertThat(read("shop/data/a.avro", 3)).isEqualTo("lo");
    assertThat(read("shop/data/a.avro", 5)).isEmpty();
  }

  @Test
  @DisplayName("A file is not seen before its commit")
  void fileIsNotSeenBeforeItsCommit() {
    try (StorageWriter writer = storage.create("shop/a")) {
      writer.write("half".getBytes(UTF_8), 0, 4);

      assertThat(storage.list("")).isEmpty();
      assertThatThrownBy(() -> storage.open("shop/a", 0)).isInstanceOf(MissingFileException.class);
    }
  }

  @Test
  @DisplayName("Closing without a commit leaves nothing")
  void closingWithoutCommitLeavesNothing() {
    try (StorageWriter writer = storage.create("shop/a")) {
      writer.write("half".getBytes(UTF_8), 0, 4);
    }

    assertThat(storage.list("")).isEmpty();
    assertThatThrownBy(() -> storage.open("shop/a", 0))
        .isInstanceOf(MissingFileException.class)
        .hasMessage("shop/a is missing from " + storage);
  }

  @Test
  @DisplayName("A commit replaces the file that had the name")
  void commitReplaces() throws IOException {
    write("a", "old and longer");

    write("a", "new");

    assertThat(read("a", 0)).isEqualTo("new");
  }

  @Test
  @DisplayName("Putting a file that is there changes nothing and says so")
  void putIfAbsentKeepsTheFirst() throws IOException {
    boolean first = storage.putIfAbsent("m/1.json", "one".getBytes(UTF_8));
    boolean second = storage.putIfAbsent("m/1.json", "two".getBytes(UTF_8));

    assertThat(first).isTrue();
    assertThat(second).isFalse();
    assertThat(read("m/1.json", 0)).isEqualTo("one");
    assertThat(storage.list("")).containsExactly(new StoredFile("m/1.json", 3));
  }

  @Test
  @DisplayName("Of many writers that put one file at once, exactly one wins, and its content stays")
  void oneOfManyWritersWins() throws Exception {
    for (int round = 0; round < 10; round++) {
      String path = "m/" + round;
      CyclicBarrier start = new CyclicBarrier(WRITERS);
      List<Integer> winners = new ArrayList<>();

      Parallel.run(
          WRITERS,
          me -> {
            start.await();
            return storage.putIfAbsent(path, ("writer " + me).getBytes(UTF_8)) ? me : -1;
          },
          winner -> {
            if (winner >= 0) {
              winners.add(winner);
            }
          });

      assertThat(winners).hasSize(1);
      assertThat(read(path, 0)).isEqualTo("writer " + winners.get(0));
    }
  }

  @Test
  @DisplayName("Two writers of one name do not disturb each other; the last commit counts")
  void twoWritersOfOneName() throws IOException {
    try (StorageWriter first = storage.create("a");
        StorageWriter second = storage.create("a")) {
      first.write("first".getBytes(UTF_8), 0, 5);
      second.write("second".getBytes(UTF_8), 0, 6);
      second.commit();
      first.commit();
    }

    assertThat(read("a", 0)).isEqualTo("first");
    assertThat(storage.list("")).hasSize(1);
  }

  @Test
  @DisplayName("A list has the files that begin with the prefix, in order, with their sizes")
  void listByPrefix() {
    write("shop/data/b", "22");
    write("shop/data/a", "1");
    write("shop/data2/c", "333");
    write("shop2/data/d", "4444");

    assertThat(storage.list("shop/data/"))
        .containsExactly(new StoredFile("shop/data/a", 1), new StoredFile("shop/data/b", 2));
    assertThat(storage.list("shop/data")).hasSize(3);
    assertThat(storage.list("")).hasSize(4);
    assertThat(storage.list("nothing/")).isEmpty();
  }

  @Test
  @DisplayName("A deleted file is gone; deleting what is not there is no error")
  void deleteIsIdempotent() {
    write("shop/data/a", "1");
    write("shop/data/b", "2");

    storage.delete("shop/data/a");
    storage.delete("shop/data/a");
    storage.delete("never/was/there");

    assertThat(storage.list("")).containsExactly(new StoredFile("shop/data/b", 1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/etc/passwd",
        "../a",
        "shop/../../a",
        "a//b",
        "a/",
        "./a",
        "a\\b",
        "a.tmp-0",
        "a\nb"
      })
  @DisplayName("A path that could leave the storage, or name an unfinished file, is refused")
  void pathTraversalIsRefused(String path) {
    String message = "'" + path + "' cannot name a file in a storage";

    assertThatThrownBy(() -> storage.create(path)).hasMessage(message);
    assertThatThrownBy(() -> storage.open(path, 0)).hasMessage(message);
    assertThatThrownBy(() -> storage.putIfAbsent(path, new byte[0])).hasMessage(message);
    assertThatThrownBy(() -> storage.delete(path)).hasMessage(message);
  }

  @Test
  @DisplayName("A file without bytes is a file")
  void emptyFile() throws IOException {
    write("empty", "");
    assertThat(storage.putIfAbsent("put", new byte[0])).isTrue();
    assertThat(storage.putIfAbsent("put", new byte[] {1})).isFalse();

    assertThat(storage.list(""))
        .containsExactly(new StoredFile("empty", 0), new StoredFile("put", 0));
    assertThat(read("empty", 0)).isEmpty();
    assertThat(read("put", 0)).isEmpty();
  }

  @Test
  @DisplayName(
      "A large file is read back from any offset, as it was written, in pieces of any size")
  void largeFile() throws IOException {
    byte[] content = new byte[11 * 1024 * 1024 + 12_345];
    new Random(7).nextBytes(content);
    try (StorageWriter writer = storage.create("shop/large")) {
      int at = 0;
      for (int size = 1; at < content.length; size = size * 3 + 1) {
        int count = Math.min(size, content.length - at);
        writer.write(content, at, count);
        at += count;
      }
      writer.commit();
    }

    assertThat(storage.list("")).containsExactly(new StoredFile("shop/large", content.length));
    for (int offset : new int[] {0, 1, 5 * 1024 * 1024 - 1, 5 * 1024 * 1024, content.length - 1}) {
      try (InputStream in = storage.open("shop/large", offset)) {
        byte[] rest = in.readAllBytes();
        assertThat(Arrays.equals(rest, 0, rest.length, content, offset, content.length)).isTrue();
      }
    }
  }

  @Test
  @DisplayName("Closing a large file without a commit leaves nothing")
  void largeFileNotCommitted() {
    try (StorageWriter writer = storage.create("shop/large")) {
      byte[] piece = new byte[1024 * 1024];
      for (int i = 0; i < 7; i++) {
        writer.write(piece, 0, piece.length);
      }
    }

    assertThat(storage.list("")).isEmpty();
  }

  @Test
  @DisplayName("Many read one file at once, from different places, and each gets its own bytes")
  void concurrentReaders() throws Exception {
    byte[] content = new byte[1_500_000];
    new Random(11).nextBytes(content);
    try (StorageWriter writer = storage.create("a")) {
      writer.write(content, 0, content.length);
      writer.commit();
    }

    Parallel.run(
        WRITERS,
        reader -> {
          int offset = reader * 170_000;
          try (InputStream in = storage.open("a", offset)) {
            byte[] rest = in.readAllBytes();
            return Arrays.equals(rest, 0, rest.length, content, offset, content.length);
          }
        },
        isSame -> assertThat(isSame).isTrue());
  }

  @Test
  @DisplayName("A list of many files is whole and in order")
  void manyFiles() throws Exception {
    Parallel.run(
        WRITERS,
        part -> {
          for (int i = part; i < many(); i += WRITERS) {
            write(String.format(Locale.ROOT, "many/%05d", i), "x".repeat(i % 7));
          }
          return part;
        },
        part -> {});

    List<StoredFile> files = storage.list("many/");

    assertThat(files).hasSize(many());
    for (int i = 0; i < many(); i++) {
      assertThat(files.get(i))
          .isEqualTo(new StoredFile(String.format(Locale.ROOT, "many/%05d", i), i % 7));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a b/c",
        "!\"#$%&'()*+,-.:;<=>?@[]^_`{|}~",
        "100%25/%2F",
        "a+b",
        "a?b=c&d#e",
        "\u00e9/\u6f22\u5b57/\ud83d\udc18",
        "...",
        "a.b/.hidden",
        "public.orders/delta-00.2.avro"
      })
  @DisplayName("A name is taken literally, whatever is in it")
  void names(String path) throws IOException {
    write(path, "named");
    assertThat(storage.putIfAbsent(path, new byte[1])).isFalse();

    assertThat(storage.list("")).containsExactly(new StoredFile(path, 5));
    assertThat(storage.list(path)).hasSize(1);
    assertThat(read(path, 1)).isEqualTo("amed");
    storage.delete(path);
    assertThat(storage.list("")).isEmpty();
  }

  @Test
  @DisplayName("A file that is deleted while it is read is read to its end, or the reading fails")
  void deletedWhileRead() throws IOException {
    byte[] content = new byte[3_000_000];
    new Random(13).nextBytes(content);
    writeBytes("a", content);
    try (InputStream in = storage.open("a", 0)) {
      byte[] first = in.readNBytes(10_000);

      storage.delete("a");

      assertThat(Arrays.equals(first, 0, 10_000, content, 0, 10_000)).isTrue();
      assertNothingElseIsRead(in, content, 10_000);
    }
    assertThatThrownBy(() -> storage.open("a", 0)).isInstanceOf(MissingFileException.class);
  }

  @Test
  @DisplayName("A file that is replaced while it is read gives no byte of the other")
  void replacedWhileRead() throws IOException {
    byte[] content = new byte[3_000_000];
    new Random(17).nextBytes(content);
    writeBytes("a", content);
    try (InputStream in = storage.open("a", 0)) {
      int read = in.readNBytes(10_000).length;

      writeBytes("a", new byte[3_000_000]);

      assertNothingElseIsRead(in, content, read);
    }
    assertThat(storage.list("")).containsExactly(new StoredFile("a", 3_000_000));
  }

  @Test
  @DisplayName("What one process writes, another sees at once, and the other way round")
  void otherProcesses() throws IOException {
    try (Storage other = another()) {
      assertThat(other.list("")).isEmpty();

      write("a", "mine");
      assertThat(other.list("")).containsExactly(new StoredFile("a", 4));
      assertThat(other.putIfAbsent("a", new byte[0])).isFalse();
      assertThat(other.putIfAbsent("b", new byte[9])).isTrue();

      assertThat(storage.putIfAbsent("b", new byte[0])).isFalse();
      other.delete("a");
      assertThat(storage.list("")).containsExactly(new StoredFile("b", 9));
    }
  }

  private static void assertNothingElseIsRead(InputStream in, byte[] content, int from) {
    try {
      byte[] rest = in.readAllBytes();
      assertThat(Arrays.equals(rest, 0, rest.length, content, from, content.length)).isTrue();
    } catch (IOException e) {
      assertThat(e).hasMessageContaining("deleted");
    }
  }

  private void write(String path, String content) {
    writeBytes(path, content.getBytes(UTF_8));
  }

  private void writeBytes(String path, byte[] content) {
    try (StorageWriter writer = storage.create(path)) {
      writer.write(content, 0, content.length);
      writer.commit();
    }
  }

  private String read(String path, long offset) throws IOException {
    try (InputStream in = storage.open(path, offset)) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }
}
