package dev.tidemark.archive.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.archive.NoteRuns;
import dev.tidemark.archive.manifest.Archive;
import dev.tidemark.archive.manifest.BackupId;
import dev.tidemark.archive.manifest.Manifest;
import dev.tidemark.archive.manifest.ManifestFile;
import dev.tidemark.archive.merge.NoteBackups;
import dev.tidemark.archive.merge.NoteHistory;
import dev.tidemark.archive.storage.FaultyStorage;
import dev.tidemark.archive.storage.MemoryStorage;
import dev.tidemark.archive.storage.StorageException;
import dev.tidemark.archive.storage.StoredFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A verification")
class VerificationTest {

  private static final VerifyScope ALL = new VerifyScope.Everything();

  private final MemoryStorage storage = new MemoryStorage();
  private final Archive archive = Archive.open(storage, NoteRuns.SHOP);

  /** Full 1, incrementals 2 to 4, full 5 of the same sequence as 4, incremental 6. */
  private List<Manifest> backups = List.of();

  @BeforeEach
  void backUp() {
    Random random = new Random(7);
    NoteHistory history =
        NoteHistory.of(IntStream.range(0, 60).mapToObj(i -> 3 * random.nextInt(333) + 1).toList());
    List<Integer> cuts = new ArrayList<>();
    for (int sequence = 0; sequence < 62; sequence++) {
      cuts.add(sequence == 45 ? 0 : sequence == 15 || sequence == 30 ? 1 : 9);
    }
    cuts.set(0, 0);
    new NoteBackups(archive, history).take(cuts);
    backups =
        archive.manifests().stream().map(file -> ((ManifestFile.Intact) file).manifest()).toList();
    assertThat(backups).hasSize(6);
  }

  @Test
  @DisplayName("finds nothing in what is whole, and says what it read")
  void whole() {
    VerificationReport report = verify(ALL, Depth.ROWS);

    assertThat(report.isIntact()).isTrue();
    assertThat(report.verified()).isEqualTo(ids(1, 2, 3, 4, 5, 6));
    assertThat(report.files()).isEqualTo(storage.list("shop/data/").size());
    assertThat(report.bytes())
        .isEqualTo(storage.list("shop/data/").stream().mapToLong(StoredFile::bytes).sum());
    assertThat(report.boundaries()).isEqualTo(6);
    assertThat(report.rows()).isPositive();
    assertThat(report.behindGaps()).isEmpty();
    assertThat(report.leftovers()).isEmpty();
  }

  @Test
  @DisplayName("names every damaged file, and what its damage means")
  void damagedFiles() {
    Manifest second = backup(2);
    String delta = second.location() + "/public.notes/delta-00.avro";
    String history = second.location() + "/public.notes/history-01.avro";
    storage.delete(delta);
    flip(history);

    VerificationReport report = verify(ALL, Depth.ROWS);

    assertThat(report.findings())
        .containsExactly(
            new Finding(
                delta,
                delta + " is damaged: it is missing",
                "public.notes cannot be restored to points after sequence 1 up to the next full",
                ids(2, 3, 4)),
            new Finding(
                history,
                history + " is damaged: its SHA-256 is not the one in the manifest",
                "public.notes cannot be restored to points between sequences 1 and 15; to these two"
                    + " it can",
                List.of()));
  }

  @Test
  @DisplayName("of a base says that its chain has lost the table")
  void damagedBase() {
    String base = backup(5).location() + "/public.notes/base-01.avro";
    storage.replace(base, new byte[3]);

    assertThat(verify(ALL, Depth.FILES).findings())
        .containsExactly(
            new Finding(
                base,
                base
                    + " is damaged: it has 3 bytes where the manifest has "
                    + bytes(5, "public.notes/base-01.avro"),
                "public.notes cannot be restored to any point of the chain that begins with it",
                ids(5, 6)));
  }

  @Test
  @DisplayName(
      "of a timeline says that its backup, what follows, and a full merged up to it are lost")
  void damagedTimeline() {
    String timeline = backup(4).location() + "/timeline.avro";
    storage.delete(timeline);

    assertThat(verify(ALL, Depth.ROWS).findings())
        .containsExactly(
            new Finding(
                timeline,
                timeline + " is damaged: it is missing",
                "nothing can be restored to points of "
                    + backup(4).id()
                    + " and of what follows it; times and transactions cannot be looked up",
                ids(4, 5, 6)));
  }

  @Test
  @DisplayName("tells every broken manifest, and which backups are lost behind it")
  void brokenManifests() {
    flip("shop/manifests/00000002.json");
    storage.delete("shop/manifests/00000003.json");
    storage.delete("shop/manifests/00000005.json");

    List<Finding> findings = verify(ALL, Depth.FILES).findings();

    assertThat(findings).hasSize(1);
    assertThat(findings.get(0).file()).isEqualTo("shop/manifests/00000002.json");
    assertThat(findings.get(0).what()).startsWith("shop/manifests/00000002.json is damaged: ");
    assertThat(findings.get(0).effect())
        .isEqualTo("the backup and those that follow it up to the next full cannot be restored");
    assertThat(findings.get(0).affected()).isEqualTo(ids(4, 6));
  }

  @Test
  @DisplayName("names the manifest that is missing in the middle of a chain, by its file")
  void missingManifest() {
    storage.delete("shop/manifests/00000003.json");

    assertThat(verify(ALL, Depth.FILES).findings())
        .containsExactly(
            new Finding(
                "shop/manifests/00000003.json",
                "the backup " + backup(3).id() + " is missing; " + backup(4).id() + " follows it",
                "the backup and those that follow it up to the next full cannot be restored",
                ids(4)));
  }

  @Test
  @DisplayName("of one backup reads its chain up to it, and is not concerned with others")
  void oneBackup() {
    storage.delete(backup(3).location() + "/timeline.avro");

    VerificationReport second = verify(new VerifyScope.Backup(backup(2).id()), Depth.ROWS);
    VerificationReport third = verify(new VerifyScope.Backup(backup(3).id()), Depth.ROWS);

    assertThat(second.isIntact()).isTrue();
    assertThat(second.verified()).isEqualTo(ids(1, 2));
    assertThat(second.boundaries()).isEqualTo(1);
    assertThat(third.findings()).hasSize(1);
    assertThatThrownBy(
            () ->
                verify(
                    new VerifyScope.Backup(BackupId.parse("20990101000000Z_000099_full")),
                    Depth.FILES))
        .isInstanceOf(UnknownBackupException.class)
        .hasMessage("there is no backup 20990101000000Z_000099_full of collection shop");
  }

  @Test
  @DisplayName("tells of directories that no manifest names")
  void leftovers() {
    storage.replace("shop/data/20261122000000Z_000007_incremental-1/timeline.avro", new byte[1]);

    VerificationReport report = verify(ALL, Depth.FILES);

    assertThat(report.isIntact()).isTrue();
    assertThat(report.leftovers())
        .containsExactly("shop/data/20261122000000Z_000007_incremental-1");
  }

  @Test
  @DisplayName("that cannot read the storage says that, and not that files are damaged")
  void storageAway() {
    FaultyStorage faulty = new FaultyStorage(storage);
    Archive away = Archive.open(faulty, NoteRuns.SHOP);
    faulty.failAfterCalls(20);

    assertThatThrownBy(() -> Verification.run(away, ALL, Depth.ROWS, VerifyListener.NONE))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("injected fault");
  }

  @Test
  @DisplayName("counts up to what it announced, and stops when told to")
  void progress() {
    List<Long> told = new ArrayList<>();
    VerificationReport unused =
        Verification.run(
            archive,
            ALL,
            Depth.FILES,
            (done, total) -> {
              told.add(total - done);
              return true;
            });

    assertThat(told.get(told.size() - 1)).isZero();
    assertThatThrownBy(
            () -> Verification.run(archive, ALL, Depth.FILES, (done, total) -> done < total / 2))
        .isInstanceOf(VerificationCancelledException.class)
        .hasMessage("the verification was stopped");
  }

  private VerificationReport verify(VerifyScope scope, Depth depth) {
    return Verification.run(archive, scope, depth, VerifyListener.NONE);
  }

  private Manifest backup(int ordinal) {
    return backups.get(ordinal - 1);
  }

  private List<BackupId> ids(int... ordinals) {
    return IntStream.of(ordinals).mapToObj(ordinal -> backup(ordinal).id()).toList();
  }

  private long bytes(int ordinal, String path) {
    return backup(ordinal).files().stream()
        .filter(file -> file.path().equals(path))
        .findFirst()
        .orElseThrow()
        .bytes();
  }

  private void flip(String path) {
    byte[] content = storage.content(path);
    content[content.length / 2] ^= 1;
    storage.replace(path, content);
  }
}
