package dev.tidemark.compactor.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.archive.manifest.ManifestFile;
import dev.tidemark.archive.storage.FaultyStorage;
import dev.tidemark.archive.storage.MemoryStorage;
import dev.tidemark.archive.storage.Storage;
import dev.tidemark.archive.storage.StorageException;
import dev.tidemark.archive.storage.StorageFullException;
import dev.tidemark.archive.storage.StoredFile;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever call the storage fails at, the archive is as before or complete, and the next run ends
 * well.
 */
final class CrashTest {

  @TempDir private Path temporary;

  private final RandomHistory history = new RandomHistory(7);
  private final MemoryStorage whole = new MemoryStorage();

  /** A full and an incremental are there; a closing incremental and a synthetic full are due. */
  @BeforeEach
  void backupsAreThereAndMoreIsDue() {
    history.begin();
    transactions(3);
    takeFull(whole, 1);
    transactions(3);
  }

  private void transactions(int count) {
    for (int i = 0; i < count; i++) {
      history.transaction();
    }
    history.database.log.checkpoint();
  }

  @Test
  void aStorageThatFailsAtAnyCallLosesNothing() {
    FaultyStorage counting = new FaultyStorage(copyOf(whole));
    takeFull(counting, 2);
    assertThat(counting.calls()).isGreaterThan(50);

    for (long calls = 0; calls < counting.calls(); calls++) {
      MemoryStorage memory = copyOf(whole);
      FaultyStorage storage = new FaultyStorage(memory);
      storage.failAfterCalls(calls);
      assertThatThrownBy(() -> takeFull(storage, 2)).isInstanceOf(StorageException.class);
      memory.crash();
      storage.heal();

      List<ManifestFile> left = fixture(memory, 3).archive.manifests();
      assertThat(left).as("failed after call " + calls).startsWith(manifestsOf(whole));
      check(memory, endOf(left), endOf(left));
      takeFull(memory, 3);
      check(memory, 1, history.database.log.sequence());
      assertThat(temporary).isEmptyDirectory();
    }
  }

  @Test
  void aFullDiskIsNamedAndLeavesNothing() {
    MemoryStorage memory = copyOf(whole);
    FaultyStorage storage = new FaultyStorage(memory);
    storage.fillAfterBytes(5000);

    assertThatThrownBy(() -> takeFull(storage, 2))
        .isInstanceOf(StorageFullException.class)
        .hasMessageEndingWith("no space left on the device");

    assertThat(memory.list("")).isEqualTo(whole.list(""));
    storage.heal();
    takeFull(storage, 3);
    check(memory, 1, history.database.log.sequence());
  }

  @Test
  void ofTwoThatPublishAtOnceTheSecondLeavesNothing() {
    MemoryStorage memory = copyOf(whole);
    Storage overtaken =
        new OvertakenStorage(memory, () -> fixture(memory, 3).backups.full(BackupListener.NONE));

    assertThatThrownBy(() -> takeFull(overtaken, 2))
        .isInstanceOf(BackupException.class)
        .hasMessage(
            "Another backup of shop was published while 20261122080000Z_000003_incremental was"
                + " being taken.");

    MemoryStorage alone = copyOf(whole);
    takeFull(alone, 3);
    assertThat(memory.list("")).isEqualTo(alone.list(""));
  }

  private void takeFull(Storage storage, long seed) {
    BackupResult unused = fixture(storage, seed).backups.full(BackupListener.NONE);
  }

  private BackupsFixture fixture(Storage storage, long seed) {
    return new BackupsFixture(history.database.log, storage, 1024, seed, temporary);
  }

  private ManifestFile[] manifestsOf(MemoryStorage storage) {
    return fixture(storage, 1).archive.manifests().toArray(ManifestFile[]::new);
  }

  private static long endOf(List<ManifestFile> manifests) {
    ManifestFile newest = manifests.get(manifests.size() - 1);
    return ((ManifestFile.Intact) newest).manifest().to().sequence().value();
  }

  private static MemoryStorage copyOf(MemoryStorage storage) {
    MemoryStorage copy = new MemoryStorage();
    for (StoredFile file : storage.list("")) {
      copy.replace(file.path(), storage.content(file.path()));
    }
    return copy;
  }

  private void check(Storage storage, long from, long to) {
    RestoredState restored = new RestoredState(fixture(storage, 1).archive);
    for (long sequence = from; sequence <= to; sequence++) {
      assertThat(restored.at(sequence)).isEqualTo(history.database.committed.get(sequence));
    }
  }
}
