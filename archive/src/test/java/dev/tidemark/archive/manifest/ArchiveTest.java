package dev.tidemark.archive.manifest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.archive.Backups;
import dev.tidemark.archive.NoteRuns;
import dev.tidemark.archive.Notes;
import dev.tidemark.archive.run.RunRole;
import dev.tidemark.archive.run.StoredRun;
import dev.tidemark.archive.storage.DamagedFileException;
import dev.tidemark.archive.storage.ForwardingStorage;
import dev.tidemark.archive.storage.MemoryStorage;
import dev.tidemark.archive.storage.Storage;
import dev.tidemark.archive.storage.StoredFile;
import dev.tidemark.schemas.change.CollectionName;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("An archive")
class ArchiveTest {

  private final MemoryStorage storage = new MemoryStorage();
  private final Archive archive = Archive.open(storage, NoteRuns.SHOP);

  @Test
  @DisplayName("has the manifests that were published, in order, with their hashes")
  void publishes() {
    Backups backups = new Backups().full(1).incremental(5);
    List<ManifestFile> made = backups.without();

    for (int i = made.size() - 1; i >= 0; i--) {
      assertThat(archive.publish(((ManifestFile.Intact) made.get(i)).manifest())).isTrue();
    }

    assertThat(archive.manifests()).isEqualTo(made);
  }

  @Test
  @DisplayName("is read while retention gives backups up, as it is afterwards")
  void givenUpMeanwhile() {
    Backups backups = new Backups().full(1).incremental(5).full(5);
    List<ManifestFile> made = backups.without();
    made.forEach(file -> archive.publish(((ManifestFile.Intact) file).manifest()));
    BackupId first = ((ManifestFile.Intact) made.get(0)).manifest().id();
    Storage shared =
        new AfterList(
            storage,
            () -> {
              MarkFiles.of(archive).retire(first);
              storage.delete(archive.manifestPath(1));
            });

    assertThat(Archive.open(shared, NoteRuns.SHOP).manifests()).isEqualTo(made.subList(1, 3));
  }

  @Test
  @DisplayName("that was described is not there where its description is not")
  void gone() {
    Archive described = Archive.openDescribed(storage, NoteRuns.SHOP);
    assertThatThrownBy(described::manifests)
        .isInstanceOf(ArchiveGoneException.class)
        .hasMessage("there is nothing of collection shop in memory");
    CollectionDescription shop =
        new CollectionDescription(NoteRuns.SHOP, "postgresql://db/shop", List.of(), Instant.EPOCH);
    assertThatThrownBy(() -> described.describe(shop)).isInstanceOf(ArchiveGoneException.class);

    archive.describe(shop);

    assertThat(described.manifests()).isEmpty();
    described.describe(shop);
  }

  @Test
  @DisplayName("takes no backup, and shows none, where its description has gone since")
  void goneSince() {
    Archive described = Archive.openDescribed(storage, NoteRuns.SHOP);
    Manifest full = ((ManifestFile.Intact) new Backups().full(1).without().get(0)).manifest();

    assertThatThrownBy(() -> described.publish(full)).isInstanceOf(ArchiveGoneException.class);
    assertThat(storage.list("shop/")).isEmpty();

    archive.publish(full);
    assertThatThrownBy(described::manifests).isInstanceOf(ArchiveGoneException.class);
  }

  /** Something happens to it right after every list. */
  private static final class AfterList extends ForwardingStorage {

    private final Runnable happening;

    AfterList(Storage storage, Runnable happening) {
      super(storage);
      this.happening = happening;
    }

    @Override
    public List<StoredFile> list(String prefix) {
      List<StoredFile> listed = super.list(prefix);
      happening.run();
      return listed;
    }
  }

  @Test
  @DisplayName("is found in a storage by its manifests, whatever else lies there")
  void collections() {
    for (String path :
        List.of(
            "shop/manifests/00000001.json",
            "shop/manifests/00000002.json",
            "books/manifests/00000001.json",
            "made_and_not_backed_up/collection.json",
            "shop copy/manifests/00000001.json",
            "deeper/shop/manifests/00000001.json",
            "broken/manifests/1.json",
            "readme.txt")) {
      storage.putIfAbsent(path, new byte[0]);
    }

    assertThat(Archive.collections(storage))
        .containsExactly(new CollectionName("books"), new CollectionName("shop"));
  }

  @Test
  @DisplayName("takes one backup of an ordinal; who comes second is told")
  void oneOfAnOrdinal() {
    Manifest first = new Backups().full(1).last().manifest();
    Manifest second = new Backups().full(2).last().manifest();
    assertThat(archive.publish(first)).isTrue();

    assertThat(archive.publish(second)).isFalse();

    assertThat(archive.manifests())
        .extracting(manifest -> ((ManifestFile.Intact) manifest).manifest())
        .containsExactly(first);
  }

  @Test
  @DisplayName("shows a manifest that it cannot read, and why, beside those it can")
  void unreadableManifest() {
    Manifest full = new Backups().full(1).last().manifest();
    archive.publish(full);
    storage.replace("shop/manifests/00000002.json", "{\"format\": 7}".getBytes(UTF_8));
    storage.replace("shop/manifests/00000003.json", ManifestCodec.encode(full));
    storage.replace("shop/manifests/readme.txt", "not a manifest".getBytes(UTF_8));

    List<ManifestFile> manifests = archive.manifests();

    assertThat(manifests).hasSize(3);
    assertThat(manifests.get(1))
        .isEqualTo(
            new ManifestFile.Unreadable(
                2,
                "shop/manifests/00000002.json",
                "shop/manifests/00000002.json has format version 7, and this program knows"
                    + " versions up to 1",
                "Use the version of Tidemark that wrote it, or a later one."));
    assertThat(((ManifestFile.Unreadable) manifests.get(2)).reason())
        .isEqualTo("shop/manifests/00000003.json is damaged: it is the manifest of " + full.id());
  }

  @Test
  @DisplayName("finds out whether a run is what its manifest says")
  void verifies() {
    StoredRun run =
        new NoteRuns(storage, "shop/data/1", RunRole.BASE).row(1, 0, 1, "a", "b").commit();
    byte[] content = storage.content(run.path());
    assertThat(archive.verify(run)).isEmpty();

    content[content.length / 2] ^= 1;
    storage.replace(run.path(), content);
    assertThat(archive.verify(run).orElseThrow().message())
        .isEqualTo(run.path() + " is damaged: its SHA-256 is not the one in the manifest");

    storage.replace(run.path(), new byte[3]);
    assertThat(archive.verify(run).orElseThrow().message())
        .isEqualTo(
            run.path() + " is damaged: it has 3 bytes where the manifest has " + content.length);

    storage.delete(run.path());
    assertThat(archive.verify(run).orElseThrow().message())
        .isEqualTo(run.path() + " is damaged: it is missing");
  }

  @Test
  @DisplayName("keeps a description of the collection, which can be replaced")
  void description() {
    assertThat(archive.description()).isEmpty();
    CollectionDescription first =
        new CollectionDescription(
            NoteRuns.SHOP, "postgresql://app@db:5432/shop", List.of(Notes.ID), Backups.DAY);
    CollectionDescription second =
        new CollectionDescription(
            NoteRuns.SHOP, "postgresql://app@db:5432/shop", List.of(), Backups.DAY);

    archive.describe(first);
    assertThat(archive.description()).contains(first);

    archive.describe(second);
    assertThat(archive.description()).contains(second);
  }

  @Test
  @DisplayName("refuses a description that is none")
  void badDescription() {
    storage.replace("shop/collection.json", "{".getBytes(UTF_8));

    assertThatThrownBy(archive::description)
        .isInstanceOf(DamagedFileException.class)
        .hasMessageStartingWith("shop/collection.json is damaged: it is not the JSON expected");
  }
}
