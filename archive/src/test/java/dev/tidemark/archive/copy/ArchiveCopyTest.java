package dev.tidemark.archive.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.archive.Backups;
import dev.tidemark.archive.NoteRuns;
import dev.tidemark.archive.Notes;
import dev.tidemark.archive.chain.Damage;
import dev.tidemark.archive.manifest.Archive;
import dev.tidemark.archive.manifest.BackupId;
import dev.tidemark.archive.manifest.CollectionDescription;
import dev.tidemark.archive.manifest.ManifestFile;
import dev.tidemark.archive.storage.DamagedFileException;
import dev.tidemark.archive.storage.FaultyStorage;
import dev.tidemark.archive.storage.MemoryStorage;
import dev.tidemark.archive.storage.Storage;
import dev.tidemark.archive.storage.StorageException;
import dev.tidemark.archive.storage.StorageKind;
import dev.tidemark.archive.storage.StoredFile;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("A copy of backups")
class ArchiveCopyTest {

  private static final CopyScope ALL = new CopyScope.Everything();

  /** Two chains: 1, 2, 3 and 4, 5. */
  private static final List<ManifestFile> BACKUPS =
      new Backups().full(1).incremental(5).incremental(7).full(7).incremental(9).without();

  private static final String SECOND_DELTA = "shop/data/2/delta";

  private final MemoryStorage source = new MemoryStorage();
  private final MemoryStorage target = new MemoryStorage();
  private final Archive from = StoredBackups.in(source, BACKUPS);
  private final Archive to = Archive.open(target, NoteRuns.SHOP);

  @ParameterizedTest
  @EnumSource(StorageKind.class)
  @DisplayName("is the same, byte for byte, in every kind of storage and back")
  void everyKind(StorageKind kind) {
    try (Storage there = kind.fresh().get()) {
      Archive middle = Archive.open(there, NoteRuns.SHOP);

      CopyResult result = ArchiveCopy.run(from, middle, ALL, CopyListener.NONE);
      CopyResult back = ArchiveCopy.run(middle, to, ALL, CopyListener.NONE);

      assertThat(result)
          .isEqualTo(new CopyResult(ids(1, 2, 3, 4, 5), List.of(), 8, List.of()))
          .isEqualTo(back);
      assertSame(source, target);
      assertThat(StoredBackups.isRestorable(middle)).isTrue();
    }
  }

  @Test
  @DisplayName("can be restored at every instant, wherever it breaks off, and goes on from there")
  void breaksOff() {
    FaultyStorage faulty = new FaultyStorage(target);
    Archive breaking = Archive.open(faulty, NoteRuns.SHOP);
    int broken = 0;
    boolean done = false;
    for (int calls = 0; !done; calls++) {
      target.list("").forEach(file -> target.delete(file.path()));
      faulty.failAfterCalls(calls);
      try {
        CopyResult unused = ArchiveCopy.run(from, breaking, ALL, CopyListener.NONE);
        done = true;
      } catch (StorageException e) {
        broken++;
      }
      faulty.heal();
      assertThat(StoredBackups.isRestorable(to)).isTrue();
      int published = to.manifests().size();

      CopyResult rest = ArchiveCopy.run(from, breaking, ALL, CopyListener.NONE);

      assertThat(rest.present()).hasSize(published);
      assertSame(source, target);
    }
    assertThat(broken).isGreaterThan(40);
  }

  @Test
  @DisplayName("copies nothing again that is there")
  void again() {
    CopyResult unused = ArchiveCopy.run(from, to, ALL, CopyListener.NONE);

    CopyResult result = ArchiveCopy.run(from, to, ALL, CopyListener.NONE);

    assertThat(result).isEqualTo(new CopyResult(List.of(), ids(1, 2, 3, 4, 5), 0, List.of()));
  }

  @Test
  @DisplayName("of one chain has that chain alone, and can be restored")
  void oneChain() {
    CopyResult result = ArchiveCopy.run(from, to, new CopyScope.ChainOf(id(5)), CopyListener.NONE);

    assertThat(result.copied()).isEqualTo(ids(4, 5));
    assertThat(StoredBackups.isRestorable(to)).isTrue();
    assertThatThrownBy(
            () ->
                ArchiveCopy.run(
                    from,
                    to,
                    new CopyScope.ChainOf(BackupId.parse("20261122000100Z_000060_full")),
                    CopyListener.NONE))
        .isInstanceOf(CopyException.class)
        .hasMessage("there is no backup 20261122000100Z_000060_full that can be restored");
  }

  @Test
  @DisplayName("ends before a backup of which a file is damaged, and has those before it")
  void damagedFile() {
    source.replace(SECOND_DELTA, new byte[] {2});

    assertThatThrownBy(() -> ArchiveCopy.run(from, to, ALL, CopyListener.NONE))
        .isInstanceOf(DamagedFileException.class)
        .hasMessage(SECOND_DELTA + " is damaged: its SHA-256 is not the one in the manifest");

    assertThat(to.manifests()).isEqualTo(BACKUPS.subList(0, 1));
    assertThat(target.list(SECOND_DELTA)).isEmpty();
  }

  @Test
  @DisplayName("is refused where other backups are, before anything is written")
  void otherBackups() {
    Archive other = StoredBackups.in(target, new Backups().full(2).without());
    List<StoredFile> before = target.list("");

    assertThatThrownBy(() -> ArchiveCopy.run(from, other, ALL, CopyListener.NONE))
        .isInstanceOf(CopyException.class)
        .hasMessage("the backup of ordinal 1 is another backup in memory already");

    assertThat(target.list("")).isEqualTo(before);
  }

  @Test
  @DisplayName("is refused where another collection of the name is, though no ordinal is the same")
  void otherCollection() {
    from.describe(described("postgresql://db:5432/shop", Backups.DAY));
    CollectionDescription earlier =
        described("postgresql://db:5432/shop", Backups.DAY.minusSeconds(9));
    to.describe(earlier);

    assertThatThrownBy(() -> ArchiveCopy.run(from, to, ALL, CopyListener.NONE))
        .isInstanceOf(CopyException.class)
        .hasMessage(
            "memory has backups of another collection shop already: of postgresql://db:5432/shop,"
                + " made 2026-11-21T23:59:51Z");
    assertThat(to.manifests()).isEmpty();

    to.describe(described("postgresql://db:5432/other", Backups.DAY));
    assertThatThrownBy(() -> ArchiveCopy.run(from, to, ALL, CopyListener.NONE))
        .isInstanceOf(CopyException.class);

    to.describe(
        new CollectionDescription(
            NoteRuns.SHOP, "postgresql://db:5432/shop", List.of(Notes.ID), Backups.DAY));
    assertThat(ArchiveCopy.run(from, to, ALL, CopyListener.NONE).copied()).hasSize(5);
  }

  private static CollectionDescription described(String source, Instant created) {
    return new CollectionDescription(NoteRuns.SHOP, source, List.of(), created);
  }

  @Test
  @DisplayName("leaves behind what cannot be restored, and says so; of a damaged chain nothing")
  void damagedChain() {
    source.delete("shop/manifests/00000002.json");

    CopyResult result = ArchiveCopy.run(from, to, ALL, CopyListener.NONE);

    assertThat(result.copied()).isEqualTo(ids(1, 4, 5));
    assertThat(result.damages()).containsExactly(new Damage.MissingBackup(id(2), id(3)));
    assertThatThrownBy(
            () -> ArchiveCopy.run(from, to, new CopyScope.ChainOf(id(1)), CopyListener.NONE))
        .isInstanceOf(CopyException.class)
        .hasMessage("the backup " + id(2) + " is missing; " + id(3) + " follows it");
  }

  @Test
  @DisplayName("of nothing is an error")
  void nothing() {
    assertThatThrownBy(() -> ArchiveCopy.run(to, from, ALL, CopyListener.NONE))
        .hasMessage("there is nothing to copy: shop has no backup that can be restored");
  }

  @Test
  @DisplayName("tells how far it is, and stops when it is told to")
  void progress() {
    List<Long> told = new ArrayList<>();
    CopyResult unused =
        ArchiveCopy.run(
            from,
            to,
            ALL,
            (done, total) -> {
              assertThat(total).isEqualTo(8);
              return told.add(done);
            });
    assertThat(told).startsWith(0L).endsWith(8L);

    assertThatThrownBy(() -> ArchiveCopy.run(from, to, ALL, (done, total) -> false))
        .isInstanceOf(CopyCancelledException.class)
        .hasMessage("the copy was stopped");
  }

  @Test
  @DisplayName(
      "brings back a file that the target has lost, and believes none that has no manifest")
  void brokenTarget() {
    CopyResult unused = ArchiveCopy.run(from, to, ALL, CopyListener.NONE);
    target.delete(SECOND_DELTA);
    target.delete("shop/manifests/00000005.json");
    target.replace("shop/data/5/delta", new byte[] {3});

    CopyResult result = ArchiveCopy.run(from, to, ALL, CopyListener.NONE);

    assertThat(result.copied()).isEqualTo(ids(5));
    assertThat(result.bytes()).isEqualTo(2);
    assertSame(source, target);
  }

  private static void assertSame(MemoryStorage one, MemoryStorage other) {
    assertThat(other.list("")).isEqualTo(one.list(""));
    for (StoredFile file : one.list("")) {
      assertThat(other.content(file.path())).isEqualTo(one.content(file.path()));
    }
  }

  private static BackupId id(int ordinal) {
    return ((ManifestFile.Intact) BACKUPS.get(ordinal - 1)).manifest().id();
  }

  private static List<BackupId> ids(int... ordinals) {
    List<BackupId> ids = new ArrayList<>();
    for (int ordinal : ordinals) {
      ids.add(id(ordinal));
    }
    return ids;
  }
}
