package dev.tidemark.archive.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.archive.Backups;
import dev.tidemark.archive.NoteRuns;
import dev.tidemark.archive.manifest.BackupId;
import dev.tidemark.archive.manifest.Boundary;
import dev.tidemark.archive.manifest.Generation;
import dev.tidemark.archive.manifest.Manifest;
import dev.tidemark.archive.manifest.ManifestFile;
import dev.tidemark.archive.manifest.Marks;
import dev.tidemark.archive.storage.StoredFile;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Backup of sequence n: made at second n. */
@DisplayName("A plan of retention")
class RetentionPlanTest {

  /** Chains 1 to 3, 4 and 5, 6 and 7. */
  private static final Backups THREE_CHAINS =
      new Backups()
          .full(10)
          .incremental(20)
          .incremental(30)
          .full(30)
          .incremental(40)
          .full(40)
          .incremental(50);

  private static final Marks NO_MARKS = new Marks(0, Set.of());

  @Test
  @DisplayName("gives nothing up when nothing is said")
  void keepAll() {
    assertThat(plan(RetentionPolicy.KEEP_ALL, 1_000_000).deletions()).isEmpty();
  }

  @Test
  @DisplayName("gives up the chains before the newest full that is old enough, and says why")
  void retires() {
    assertThat(plan(keeping(9), 50).deletions())
        .containsExactly(
            new Deletion.Retire(
                ids(1, 2, 3, 4, 5),
                8,
                "all it can restore is older than 9.0s; what is newer begins with "
                    + ids(6).get(0)));
    assertThat(plan(keeping(11), 50).deletions())
        .extracting(deletion -> ((Deletion.Retire) deletion).backups())
        .containsExactly(ids(1, 2, 3));
    assertThat(plan(keeping(21), 50).deletions()).isEmpty();
  }

  @Test
  @DisplayName("counts back from the newest backup: who takes none any more loses none")
  void nothingNew() {
    assertThat(plan(keeping(21), 1_000_000).deletions()).isEmpty();
  }

  @Test
  @DisplayName("gives nothing up for one clock that ran ahead when the newest backup was taken")
  void clockAhead() {
    Instant ahead = Backups.time(1_000_000);
    Manifest last = THREE_CHAINS.last().manifest();
    Boundary end = last.to();
    Boundary endAhead = new Boundary(end.sequence(), ahead, end.position(), end.offsets());

    assertThat(deletionsWithLast(last, end, ahead)).isEmpty();
    assertThat(deletionsWithLast(last, endAhead, last.created())).isEmpty();
    assertThat(deletionsWithLast(last, endAhead, ahead)).isNotEmpty();
  }

  private static List<Deletion> deletionsWithLast(Manifest last, Boundary to, Instant created) {
    Manifest otherwise =
        new Manifest(
            last.collection(),
            last.id(),
            last.parent(),
            last.directory(),
            last.from(),
            to,
            last.timeline(),
            last.files(),
            last.truncates(),
            last.tables(),
            created);
    List<ManifestFile> manifests = THREE_CHAINS.without(last.id().ordinal());
    manifests.add(new ManifestFile.Intact(otherwise, THREE_CHAINS.last().sha256()));
    return RetentionPlan.of(
            NoteRuns.SHOP,
            Generation.FIRST,
            manifests,
            NO_MARKS,
            List.of(),
            keeping(21),
            Backups.time(2_000_000))
        .deletions();
  }

  @Test
  @DisplayName("never gives up the newest chain")
  void newestChain() {
    List<ManifestFile> one = new Backups().full(10).incremental(20).without();

    RetentionPlan plan =
        RetentionPlan.of(
            NoteRuns.SHOP,
            Generation.FIRST,
            one,
            NO_MARKS,
            List.of(),
            keeping(1),
            Backups.time(1_000));

    assertThat(plan.deletions()).isEmpty();
  }

  @Test
  @DisplayName("thins what is older than every transaction is kept for, and is not given up whole")
  void thins() {
    RetentionPolicy policy =
        new RetentionPolicy(
            Optional.of(Duration.ofSeconds(11)), Optional.of(Duration.ofSeconds(10)));

    assertThat(plan(policy, 50).deletions())
        .extracting(Deletion::getClass)
        .isEqualTo(List.of(Deletion.Retire.class, Deletion.Thin.class));
    assertThat(plan(policy, 50).deletions().get(1))
        .isEqualTo(new Deletion.Thin(ids(5).get(0), 1, "its transactions are older than 10.0s"));
  }

  @Test
  @DisplayName("gives nothing up while the backups are damaged, and says what the damage is")
  void damaged() {
    RetentionPlan plan =
        RetentionPlan.of(
            NoteRuns.SHOP,
            Generation.FIRST,
            THREE_CHAINS.without(5),
            NO_MARKS,
            List.of(),
            keeping(9),
            Backups.time(50));

    assertThat(plan.deletions()).isEmpty();
    assertThat(plan.damages())
        .extracting(damage -> damage.message())
        .containsExactly(
            "the backup " + ids(5).get(0) + " is missing; " + ids(6).get(0) + " follows it");
  }

  @Test
  @DisplayName("removes files that no backup has, and only where that is certain")
  void leftovers() {
    String mine = "shop/data/" + ids(2).get(0) + "-ffff/public.notes/delta-00.avro";
    List<StoredFile> files =
        List.of(
            file(mine),
            file("shop/data/20261122000051Z_000008_incremental-ffff/timeline.avro"),
            file("shop/data/mine/readme.txt"),
            file("shop/data/2/delta"),
            file("shop/collection.json"),
            file("shop/manifests/00000002.json"));

    RetentionPlan plan =
        RetentionPlan.of(
            NoteRuns.SHOP,
            Generation.FIRST,
            THREE_CHAINS.without(),
            NO_MARKS,
            files,
            RetentionPolicy.KEEP_ALL,
            Backups.time(50));

    assertThat(plan.deletions())
        .containsExactly(new Deletion.Remove(mine, 1, "it is of an attempt that broke off"));
  }

  @Test
  @DisplayName("is refused for a policy that promises what it does not keep")
  void badPolicy() {
    assertThatThrownBy(
            () ->
                new RetentionPolicy(
                    Optional.of(Duration.ofDays(7)), Optional.of(Duration.ofDays(8))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("every transaction cannot be kept for longer than the backups are");
  }

  private static StoredFile file(String path) {
    return new StoredFile(path, 1);
  }

  private static RetentionPolicy keeping(long seconds) {
    return new RetentionPolicy(Optional.of(Duration.ofSeconds(seconds)), Optional.empty());
  }

  private static RetentionPlan plan(RetentionPolicy policy, long now) {
    Instant time = Backups.time(now);
    return RetentionPlan.of(
        NoteRuns.SHOP, Generation.FIRST, THREE_CHAINS.without(), NO_MARKS, List.of(), policy, time);
  }

  private static List<BackupId> ids(int... ordinals) {
    return IntStream.of(ordinals)
        .mapToObj(
            ordinal ->
                ((ManifestFile.Intact) THREE_CHAINS.without().get(ordinal - 1)).manifest().id())
        .toList();
  }
}
