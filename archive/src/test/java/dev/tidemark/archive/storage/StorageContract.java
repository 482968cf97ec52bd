package dev.tidemark.archive.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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

  @BeforeEach
  void open() {
    storage = newStorage();
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
    ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
    try {
      for (int round = 0; round < 20; round++) {
        String path = "m/" + round;
        CyclicBarrier start = new CyclicBarrier(WRITERS);
        List<Callable<Integer>> writers = new ArrayList<>();
        for (int writer = 0; writer < WRITERS; writer++) {
          int me = writer;
          writers.add(
              () -> {
                start.await();
                return storage.putIfAbsent(path, ("writer " + me).getBytes(UTF_8)) ? me : -1;
              });
        }

        List<Integer> winners = new ArrayList<>();
        for (Future<Integer> future : threads.invokeAll(writers)) {
          if (future.get() >= 0) {
            winners.add(future.get());
          }
        }

        assertThat(winners).hasSize(1);
        assertThat(read(path, 0)).isEqualTo("writer " + winners.get(0));
      }
    } finally {
      threads.shutdownNow();
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
      strings = {"", "/etc/passwd", "../a", "shop/../../a", "a//b", "a/", "./a", "a\\b", "a.tmp-0"})
  @DisplayName("A path that could leave the storage, or name an unfinished file, is refused")
  void pathTraversalIsRefused(String path) {
    String message = "'" + path + "' cannot name a file in a storage";

    assertThatThrownBy(() -> storage.create(path)).hasMessage(message);
    assertThatThrownBy(() -> storage.open(path, 0)).hasMessage(message);
    assertThatThrownBy(() -> storage.putIfAbsent(path, new byte[0])).hasMessage(message);
    assertThatThrownBy(() -> storage.delete(path)).hasMessage(message);
  }

  private void write(String path, String content) {
    try (StorageWriter writer = storage.create(path)) {
      byte[] bytes = content.getBytes(UTF_8);
      writer.write(bytes, 0, bytes.length);
      writer.commit();
    }
  }

  private String read(String path, long offset) throws IOException {
    try (InputStream in = storage.open(path, offset)) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }
}
