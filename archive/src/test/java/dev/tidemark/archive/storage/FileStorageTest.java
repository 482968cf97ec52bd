package dev.tidemark.archive.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Storage in a directory")
class FileStorageTest extends StorageContract {

  @TempDir private Path directory;

  @Override
  protected Storage newStorage() {
    return new FileStorage(directory.resolve("archive"));
  }

  @Override
  protected Storage another() {
    return newStorage();
  }

  @Test
  @DisplayName("What a crashed writer left is not listed, and is in nobody's way")
  void leftoversAreInvisible() throws IOException {
    Path leftover = directory.resolve("archive/shop/a.tmp-0");
    Files.createDirectories(leftover.getParent());
    Files.writeString(leftover, "half");
    Storage storage = newStorage();

    try (StorageWriter writer = storage.create("shop/a")) {
      writer.write(new byte[] {1, 2}, 0, 2);
      writer.commit();
    }

    assertThat(storage.list("")).containsExactly(new StoredFile("shop/a", 2));
    assertThat(leftover).hasContent("half");
  }

  @Test
  @DisplayName("A writer that has committed does not remove the unfinished file of the next one")
  void closingLateHarmsNobody() {
    Storage storage = newStorage();
    StorageWriter first = storage.create("a");
    first.commit();
    StorageWriter second = storage.create("a");
    second.write(new byte[] {7}, 0, 1);

    first.close();
    second.commit();
    second.close();

    assertThat(storage.list("")).containsExactly(new StoredFile("a", 1));
  }

  @Test
  @DisplayName("Deleting the last file of a directory removes the directory")
  void emptyDirectoriesGo() throws IOException {
    Storage storage = newStorage();
    storage.putIfAbsent("shop/data/1/a", new byte[1]);

    storage.delete("shop/data/1/a");

    try (Stream<Path> left = Files.list(directory.resolve("archive"))) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  @DisplayName("Where a part of the path is a file, writing says so")
  void aPartOfThePathIsAFile() {
    Storage storage = newStorage();
    storage.putIfAbsent("shop", new byte[1]);

    assertThatThrownBy(() -> storage.create("shop/data"))
        .isInstanceOf(StorageException.class)
        .hasMessage(
            "cannot write shop/data in "
                + directory.resolve("archive")
                + ": a part of the path is not a directory");
  }

  @Test
  @DisplayName("Where a part of the path is a file, a list says so: it is not an empty one")
  void aFileIsNoDirectory() {
    Storage storage = newStorage();
    storage.putIfAbsent("shop", new byte[1]);
    Path archive = directory.resolve("archive");

    assertThatThrownBy(() -> storage.list("shop/manifests/"))
        .isInstanceOf(StorageException.class)
        .hasMessage(
            "cannot list shop/manifests/ in "
                + archive
                + ": a part of the path is not a directory");
    assertThatThrownBy(() -> new FileStorage(archive.resolve("shop")).list(""))
        .isInstanceOf(StorageException.class)
        .hasMessage(
            "cannot list " + archive.resolve("shop") + ": a part of the path is not a directory");
  }

  @Test
  @DisplayName("Nothing but what was written is left in the directory")
  void noTemporaryFileIsLeft() throws IOException {
    Storage storage = newStorage();
    storage.putIfAbsent("shop/m/1", new byte[1]);
    storage.putIfAbsent("shop/m/1", new byte[2]);
    try (StorageWriter writer = storage.create("shop/m/2")) {
      writer.write(new byte[1], 0, 1);
    }

    try (Stream<Path> files = Files.list(directory.resolve("archive/shop/m"))) {
      assertThat(files.map(Path::getFileName).map(Path::toString).toList()).isEqualTo(List.of("1"));
    }
  }
}
