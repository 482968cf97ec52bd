package dev.tidemark.archive.golden;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.archive.Backups;
import dev.tidemark.archive.NoteRuns;
import dev.tidemark.archive.Notes;
import dev.tidemark.archive.chain.Chains;
import dev.tidemark.archive.copy.ArchiveCopy;
import dev.tidemark.archive.copy.CopyListener;
import dev.tidemark.archive.copy.CopyScope;
import dev.tidemark.archive.golden.GoldenArchive.Form;
import dev.tidemark.archive.manifest.Archive;
import dev.tidemark.archive.manifest.BackupId;
import dev.tidemark.archive.manifest.CollectionDescription;
import dev.tidemark.archive.manifest.ManifestFile;
import dev.tidemark.archive.manifest.MarkFiles;
import dev.tidemark.archive.merge.NoteRestore;
import dev.tidemark.archive.plan.Planner;
import dev.tidemark.archive.plan.RestorePlan;
import dev.tidemark.archive.plan.TimelineFacts;
import dev.tidemark.archive.storage.MemoryStorage;
import dev.tidemark.archive.storage.Storage;
import dev.tidemark.archive.storage.StorageWriter;
import dev.tidemark.archive.storage.StoredFile;
import dev.tidemark.archive.storage.WholeFile;
import dev.tidemark.archive.storage.encryption.KeyRing;
import dev.tidemark.archive.storage.encryption.TestKeys;
import dev.tidemark.archive.verify.Depth;
import dev.tidemark.archive.verify.Verification;
import dev.tidemark.archive.verify.VerifyListener;
import dev.tidemark.archive.verify.VerifyScope;
import dev.tidemark.schemas.change.Sequence;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("An archive of format 1")
class GoldenArchiveTest {

  @ParameterizedTest
  @EnumSource(Form.class)
  @DisplayName("is restored at every sequence that it keeps, and refused with the reason elsewhere")
  void restored(Form form) throws IOException {
    GoldenArchive golden = GoldenArchive.read(form);
    Storage storage = form.over(golden.storage());
    Chains chains = Chains.of(Archive.open(storage, NoteRuns.SHOP).manifests());
    List<Long> restored = new ArrayList<>();
    List<Long> thinned = new ArrayList<>();
    List<Long> before = new ArrayList<>();

    golden
        .states()
        .forEach(
            (sequence, rows) -> {
              RestorePlan plan =
                  Planner.plan(
                      chains, new TimelineFacts(List.of(), List.of()), Sequence.of(sequence));
              if (plan instanceof RestorePlan.Planned planned) {
                assertThat(NoteRestore.rows(storage, planned)).as("%d", sequence).hasToString(rows);
                restored.add(sequence);
              } else if (plan instanceof RestorePlan.Thinned) {
                thinned.add(sequence);
              } else {
                assertThat(plan).isInstanceOf(RestorePlan.BeforeHistory.class);
                before.add(sequence);
              }
            });

    assertThat(restored).containsExactly(6L, 9L, 12L, 13L, 14L, 15L, 16L, 17L, 18L);
    assertThat(thinned).containsExactly(7L, 8L, 10L, 11L);
    assertThat(before).containsExactly(1L, 2L, 3L, 4L, 5L);
  }

  @ParameterizedTest
  @EnumSource(Form.class)
  @DisplayName("is verified to its last row, and says what it is of")
  void verified(Form form) throws IOException {
    Archive archive = Archive.open(form.over(GoldenArchive.read(form).storage()), NoteRuns.SHOP);

    assertThat(archive.description())
        .contains(
            new CollectionDescription(
                NoteRuns.SHOP, "postgresql://db.example/shop", List.of(Notes.ID), Backups.time(0)));
    assertThat(
            Verification.run(archive, new VerifyScope.Everything(), Depth.ROWS, VerifyListener.NONE)
                .isIntact())
        .isTrue();
  }

  @Test
  @DisplayName("has marks of these bytes, today and ever after")
  void marks() throws IOException {
    MemoryStorage golden = GoldenArchive.read(Form.PLAIN).storage();
    MemoryStorage today = new MemoryStorage();
    Archive writing = Archive.open(today, NoteRuns.SHOP);
    Archive reading = Archive.open(golden, NoteRuns.SHOP);
    List<String> marks =
        golden.list("shop/manifests/").stream()
            .map(StoredFile::path)
            .filter(path -> !path.endsWith(".json"))
            .toList();
    BackupId retired = BackupId.parse("20261122000006Z_000003_incremental");

    MarkFiles.of(writing).retire(retired);
    for (ManifestFile file : reading.manifests()) {
      if (((ManifestFile.Intact) file).kept() == ManifestFile.Kept.BOUNDARY) {
        MarkFiles.of(writing).thin(((ManifestFile.Intact) file).manifest().id());
      }
    }

    assertThat(marks).hasSize(3);
    assertThat(today.list("").stream().map(StoredFile::path)).containsExactlyElementsOf(marks);
    for (String mark : marks) {
      assertThat(new String(today.content(mark), UTF_8))
          .isEqualTo(new String(golden.content(mark), UTF_8));
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Form.class,
      names = {"ENCRYPTED", "DATA_KEYS"})
  @DisplayName("has wrapped keys that are unwrapped, and wrapped anew for another key")
  void keys(Form form) throws IOException {
    MemoryStorage golden = GoldenArchive.read(form).storage();
    KeyRing ring = new KeyRing(golden, "shop");
    assertThat(ring.masterKey()).contains(TestKeys.key(1).id());

    ring.rotate(TestKeys.key(1), TestKeys.key(2));

    assertThat(
            Verification.run(
                    Archive.open(TestKeys.encrypted(golden, TestKeys.key(2)), NoteRuns.SHOP),
                    new VerifyScope.Everything(),
                    Depth.ROWS,
                    VerifyListener.NONE)
                .isIntact())
        .isTrue();
  }

  @Test
  @DisplayName("without data keys is gone on with as it is, for programs that know no others")
  void withoutDataKeys() throws IOException {
    MemoryStorage golden = GoldenArchive.read(Form.ENCRYPTED).storage();
    List<StoredFile> before = golden.list("shop/data/");
    Storage storage = TestKeys.encrypted(golden);
    String path = "shop/data/20261122000019Z_000011_incremental-0/timeline.avro";
    try (StorageWriter writer = storage.create(path)) {
      writer.write(new byte[100], 0, 100);
      writer.commit();
    }
    new KeyRing(golden, "shop").rotate(TestKeys.key(1), TestKeys.key(2));

    assertThat(new String(golden.content("shop/keys.json"), UTF_8)).contains("\"format\" : 1,");
    assertThat(storage.list("shop/data/")).contains(new StoredFile(path, 100));
    StoredFile added =
        golden.list("shop/data/").stream()
            .filter(file -> !before.contains(file))
            .findFirst()
            .orElseThrow();
    // What Tink puts before it, and a tag; the first byte is the length of the former.
    assertThat(added.bytes()).isEqualTo(100 + 40 + 16);
    assertThat(golden.content(added.path())[0]).isEqualTo((byte) 40);
    assertThat(WholeFile.read(TestKeys.encrypted(golden, TestKeys.key(2)), path))
        .isEqualTo(new byte[100]);
  }

  @Test
  @DisplayName("without data keys gets them by being copied")
  void copied() throws IOException {
    Archive from =
        Archive.open(
            TestKeys.encrypted(GoldenArchive.read(Form.ENCRYPTED).storage()), NoteRuns.SHOP);
    MemoryStorage raw = new MemoryStorage();
    Archive to = Archive.open(TestKeys.encrypted(raw), NoteRuns.SHOP);

    var unused = ArchiveCopy.run(from, to, new CopyScope.Everything(), CopyListener.NONE);

    assertThat(new String(raw.content("shop/keys.json"), UTF_8)).contains("\"format\" : 2,");
    assertThat(
            Verification.run(to, new VerifyScope.Everything(), Depth.ROWS, VerifyListener.NONE)
                .isIntact())
        .isTrue();
  }
}
