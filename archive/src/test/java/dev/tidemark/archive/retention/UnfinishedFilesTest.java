package dev.tidemark.archive.retention;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.archive.Backups;
import dev.tidemark.archive.NoteRuns;
import dev.tidemark.archive.manifest.Archive;
import dev.tidemark.archive.manifest.Manifest;
import dev.tidemark.archive.manifest.ManifestFile;
import dev.tidemark.archive.merge.NoteBackups;
import dev.tidemark.archive.merge.NoteHistory;
import dev.tidemark.archive.storage.FileStorage;
import dev.tidemark.archive.storage.Retry;
import dev.tidemark.archive.storage.RetryListener;
import dev.tidemark.archive.storage.RetryPolicy;
import dev.tidemark.archive.storage.RetryingStorage;
import dev.tidemark.archive.storage.Storage;
import dev.tidemark.archive.storage.encryption.TestKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("What killed backups have left in a directory")
class UnfinishedFilesTest {

  private static final RetentionPolicy LAST_CHAIN =
      new RetentionPolicy(Optional.of(Duration.ofSeconds(1)), Optional.empty());

  @TempDir private Path root;

  @Test
  @DisplayName("goes with retention, when the backup is given up or there by another attempt")
  void goes() throws IOException {
    assertGoes(plain());
  }

  @Test
  @DisplayName("goes with retention where the backups are encrypted, too")
  void goesEncrypted() throws IOException {
    assertGoes(TestKeys.encrypted(plain()));
  }

  private void assertGoes(Storage storage) throws IOException {
    Archive archive = backedUp(storage);
    List<Manifest> backups =
        archive.manifests().stream().map(file -> ((ManifestFile.Intact) file).manifest()).toList();
    Manifest first = backups.get(0);
    Manifest last = backups.get(backups.size() - 1);
    Path given = unfinished(first.location() + "/public.notes/delta-00.avro.tmp-0");
    Path own = unfinished(last.location() + "/timeline.avro.tmp-3");
    Path over = unfinished("shop/data/" + last.id() + "-ffff/public.notes/base-00.avro.tmp-0");
    Path manifest = unfinished("shop/manifests/%08d.json.tmp-0".formatted(last.id().ordinal()));
    Path next =
        unfinished(
            "shop/data/20991122000000Z_%06d_full-ffff/public.notes/base-00.avro.tmp-0"
                .formatted(last.id().ordinal() + 1));
    Path foreign = unfinished("shop/data/mine/readme.txt.tmp-0");

    RetentionPlan plan = Retention.apply(archive, LAST_CHAIN, Backups.time(1_000));

    assertThat(plan.deletions()).hasAtLeastOneElementOfType(Deletion.Retire.class);
    assertThat(List.of(given, own, over, manifest))
        .allSatisfy(path -> assertThat(path).doesNotExist());
    assertThat(over.getParent().getParent()).doesNotExist();
    assertThat(root.resolve(first.location())).doesNotExist();
    assertThat(List.of(next, foreign)).allSatisfy(path -> assertThat(path).hasContent("half"));
    assertThat(RetentionPlan.of(archive, LAST_CHAIN, Backups.time(1_000)).deletions()).isEmpty();
  }

  @Test
  @DisplayName("is listed by nobody but who asks for it")
  void hidden() throws IOException {
    Storage storage = plain();
    Path file = unfinished("shop/data/1/a.tmp-7");

    assertThat(storage.list("")).isEmpty();
    assertThat(storage.unfinished().list("shop/"))
        .extracting(found -> found.path())
        .containsExactly("shop/data/1/a.tmp-7");
    storage.unfinished().delete("shop/data/1/a.tmp-7");

    assertThat(file).doesNotExist();
    try (Stream<Path> left = Files.list(root)) {
      assertThat(left).isEmpty();
    }
  }

  private Storage plain() {
    return new RetryingStorage(
        new FileStorage(root),
        new Retry(
            new RetryPolicy(1, Duration.ofDays(1), Duration.ZERO, Duration.ZERO),
            () -> 0,
            pause -> {},
            new Random(1),
            RetryListener.NONE));
  }

  /** Two chains. */
  private static Archive backedUp(Storage storage) {
    Archive archive = Archive.open(storage, NoteRuns.SHOP);
    new NoteBackups(archive, NoteHistory.of(List.of(1, 4, 7, 10, 13, 16)))
        .take(List.of(0, 9, 1, 9, 0, 9, 9));
    return archive;
  }

  private Path unfinished(String path) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, "half");
  }
}
