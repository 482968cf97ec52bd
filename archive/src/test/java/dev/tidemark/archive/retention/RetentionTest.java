package dev.tidemark.archive.retention;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.archive.Backups;
import dev.tidemark.archive.NoteRuns;
import dev.tidemark.archive.chain.Chains;
import dev.tidemark.archive.copy.ArchiveCopy;
import dev.tidemark.archive.copy.CopyListener;
import dev.tidemark.archive.copy.CopyResult;
import dev.tidemark.archive.copy.CopyScope;
import dev.tidemark.archive.manifest.Archive;
import dev.tidemark.archive.merge.NoteBackups;
import dev.tidemark.archive.merge.NoteHistory;
import dev.tidemark.archive.merge.NoteRestore;
import dev.tidemark.archive.plan.Planner;
import dev.tidemark.archive.plan.RestorePlan;
import dev.tidemark.archive.plan.TimelineFacts;
import dev.tidemark.archive.storage.FaultyStorage;
import dev.tidemark.archive.storage.MemoryStorage;
import dev.tidemark.archive.storage.Storage;
import dev.tidemark.archive.storage.StorageException;
import dev.tidemark.archive.storage.StoredFile;
import dev.tidemark.archive.verify.Depth;
import dev.tidemark.archive.verify.Verification;
import dev.tidemark.archive.verify.VerifyListener;
import dev.tidemark.archive.verify.VerifyScope;
import dev.tidemark.schemas.change.Sequence;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The transaction of sequence n is committed at second n, in backups of three. */
@DisplayName("Retention")
class RetentionTest {

  private static final int LAST = 60;

  /** Of the last 25 sequences every boundary, of the last 12 every transaction. */
  private static final RetentionPolicy POLICY =
      new RetentionPolicy(Optional.of(Duration.ofSeconds(25)), Optional.of(Duration.ofSeconds(12)));

  private final NoteHistory history = history();
  private final Instant now = Backups.time(LAST);

  @Test
  @DisplayName("keeps what is promised, as it was, and refuses the rest by name")
  void keepsWhatIsPromised() {
    MemoryStorage storage = backedUp();
    long before = bytes(storage);

    RetentionPlan plan = Retention.apply(archive(storage), POLICY, now);

    assertThat(plan.deletions()).isNotEmpty();
    assertThat(bytes(storage)).isLessThan(before / 2 + plan.bytes() / 2).isLessThan(before);
    assertPromised(storage);
    assertThat(plan(storage, LAST - 20))
        .isEqualTo(
            new RestorePlan.Thinned(
                Sequence.of(LAST - 20), Sequence.of(LAST - 21), Sequence.of(LAST - 18)));
    assertThat(plan(storage, 2)).isInstanceOf(RestorePlan.BeforeHistory.class);
    assertThat(
            Verification.run(
                    archive(storage), new VerifyScope.Everything(), Depth.ROWS, VerifyListener.NONE)
                .isIntact())
        .isTrue();
  }

  @Test
  @DisplayName(
      "keeps what a lock of the store keeps, says so, deletes the rest, and tries it again")
  void locked() {
    MemoryStorage storage = backedUp();
    LockedStorage locked = new LockedStorage(storage);

    RetentionPlan first = Retention.apply(archive(locked), POLICY, now);

    assertThat(first.kept())
        .isNotEmpty()
        .allSatisfy(
            file -> {
              assertThat(file.path()).contains("/history-");
              assertThat(file.reason())
                  .isEqualTo("cannot delete " + file.path() + ": it is locked until 2026-12-22");
            });
    assertPromised(storage);
    long before = bytes(storage);
    locked.unlock();
    RetentionPlan second = Retention.apply(archive(locked), POLICY, now);
    assertThat(second.kept()).isEmpty();
    assertThat(before - bytes(storage)).isEqualTo(second.bytes());
    assertThat(Retention.apply(archive(locked), POLICY, now).deletions()).isEmpty();
  }

  @Test
  @DisplayName("has nothing left to do when it is done")
  void settles() {
    MemoryStorage storage = backedUp();
    RetentionPlan unused = Retention.apply(archive(storage), POLICY, now);

    assertThat(RetentionPlan.of(archive(storage), POLICY, now).deletions()).isEmpty();
  }

  @Test
  @DisplayName("killed between any two calls has kept what is promised; the next run completes it")
  void killed() {
    MemoryStorage before = backedUp();
    MemoryStorage done = before.copy();
    RetentionPlan unused = Retention.apply(archive(done), POLICY, now);
    int kills = 0;
    boolean finished = false;
    for (int calls = 0; !finished; calls++) {
      MemoryStorage storage = before.copy();
      FaultyStorage faulty = new FaultyStorage(storage);
      faulty.failAfterCalls(calls);
      try {
        RetentionPlan unusedEnd = Retention.apply(archive(faulty), POLICY, now);
        finished = true;
      } catch (StorageException e) {
        kills++;
      }
      Chains chains = chains(storage);
      assertThat(chains.damages()).isEmpty();
      assertPromised(storage, chains);

      RetentionPlan unusedNext = Retention.apply(archive(storage), POLICY, now);

      assertThat(paths(storage)).isEqualTo(paths(done));
    }
    assertThat(kills).isGreaterThan(50);
  }

  @Test
  @DisplayName("that was begun is the same in a copy")
  void copied() {
    MemoryStorage storage = backedUp();
    RetentionPlan unused = Retention.apply(archive(storage), POLICY, now);
    MemoryStorage target = new MemoryStorage();

    CopyResult copy =
        ArchiveCopy.run(
            archive(storage), archive(target), new CopyScope.Everything(), CopyListener.NONE);

    assertThat(copy.damages()).isEmpty();
    assertPromised(target);
    assertThat(plan(target, LAST - 20)).isInstanceOf(RestorePlan.Thinned.class);
  }

  /** Boundaries of 25 sequences, every sequence of 12; each as it was. */
  private void assertPromised(MemoryStorage storage) {
    assertPromised(storage, chains(storage));
  }

  private void assertPromised(MemoryStorage storage, Chains chains) {
    for (int sequence = LAST - 25; sequence <= LAST; sequence++) {
      if (sequence >= LAST - 12 || sequence % 3 == 0) {
        RestorePlan plan = plan(chains, sequence);
        assertThat(plan).as("%d", sequence).isInstanceOf(RestorePlan.Planned.class);
        assertThat(NoteRestore.rows(storage, (RestorePlan.Planned) plan))
            .as("%d", sequence)
            .isEqualTo(history.stateAt(sequence));
      }
    }
  }

  private static RestorePlan plan(MemoryStorage storage, int sequence) {
    return plan(chains(storage), sequence);
  }

  private static RestorePlan plan(Chains chains, int sequence) {
    return Planner.plan(chains, new TimelineFacts(List.of(), List.of()), Sequence.of(sequence));
  }

  private static Chains chains(MemoryStorage storage) {
    return Chains.of(archive(storage).manifests());
  }

  private static Archive archive(Storage storage) {
    return Archive.open(storage, NoteRuns.SHOP);
  }

  private static NoteHistory history() {
    Random random = new Random(11);
    return NoteHistory.of(
        IntStream.range(0, LAST).mapToObj(i -> 3 * random.nextInt(333) + 1).toList());
  }

  /** A full at 1 and every tenth backup; an incremental every three sequences. */
  private MemoryStorage backedUp() {
    MemoryStorage storage = new MemoryStorage();
    List<Integer> cuts = new ArrayList<>();
    for (int sequence = 0; sequence <= LAST + 1; sequence++) {
      cuts.add(sequence % 15 == 0 ? 0 : sequence % 3 == 0 ? 1 : 9);
    }
    new NoteBackups(archive(storage), history).take(cuts);
    return storage;
  }

  private static long bytes(MemoryStorage storage) {
    return storage.list("").stream().mapToLong(StoredFile::bytes).sum();
  }

  private static Set<String> paths(MemoryStorage storage) {
    Set<String> paths = new TreeSet<>();
    storage.list("").forEach(file -> paths.add(file.path()));
    return paths;
  }
}
