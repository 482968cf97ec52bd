package dev.tidemark.archive.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.tidemark.archive.Backups;
import dev.tidemark.archive.NoteRuns;
import dev.tidemark.archive.chain.Chain;
import dev.tidemark.archive.chain.Chains;
import dev.tidemark.archive.manifest.Archive;
import dev.tidemark.archive.manifest.CollectionDescription;
import dev.tidemark.archive.manifest.Manifest;
import dev.tidemark.archive.manifest.ManifestFile;
import dev.tidemark.archive.merge.NoteBackups;
import dev.tidemark.archive.merge.NoteHistory;
import dev.tidemark.archive.retention.RetentionPlan.ShortLock;
import dev.tidemark.archive.storage.FileLocks;
import dev.tidemark.archive.storage.MemoryStorage;
import dev.tidemark.archive.storage.Storage;
import dev.tidemark.archive.storage.StoredFile;
import dev.tidemark.archive.storage.encryption.TestKeys;
import dev.tidemark.schemas.change.Sequence;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The transaction of sequence n is committed at second n, in backups of two, with fulls every 30.
 */
@DisplayName("The locks of a store")
class LockRenewalTest {

  private static final int LAST = 95;
  private static final Duration WINDOW = Duration.ofSeconds(48);
  private static final RetentionPolicy POLICY =
      new RetentionPolicy(Optional.of(WINDOW), Optional.of(Duration.ofSeconds(12)));

  private final NoteHistory history =
      NoteHistory.of(IntStream.range(0, LAST).mapToObj(i -> 21 * i + 1).toList());
  private final LockingStorage locking =
      new LockingStorage(new MemoryStorage(), WINDOW, Backups.time(0));

  /** Whether what is stored is encrypted. */
  enum Kept {
    PLAIN {
      @Override
      Storage over(Storage storage) {
        return storage;
      }
    },
    ENCRYPTED {
      @Override
      Storage over(Storage storage) {
        return TestKeys.encrypted(storage);
      }
    };

    abstract Storage over(Storage storage);
  }

  @ParameterizedTest
  @EnumSource(Kept.class)
  @DisplayName("last at every time as long as what is promised needs the file, and cost little")
  void lastAsLongAsNeeded(Kept kept) {
    Storage storage = kept.over(locking);
    Archive archive = archive(storage);
    describe(archive);
    List<Integer> files = new ArrayList<>();

    takeAll(
        storage,
        time -> {
          RetentionPlan plan = Retention.apply(archive, POLICY, time);

          assertThat(plan.shortLocks()).isEmpty();
          files.add(assertLocked(archive, storage.locks(), time));
        });

    assertThat(files).hasSizeGreaterThan(LAST / 2 - 2);
    assertThat(locking.all().keySet().stream().filter(path -> path.endsWith("keys.json")))
        .hasSize(kept == Kept.ENCRYPTED ? 1 : 0);
    // There are three backups in an eighth of the window.
    int needed = files.stream().mapToInt(Integer::intValue).sum();
    assertThat(locking.extended()).isBetween(1, needed / 3);
  }

  @Test
  @DisplayName("that may not be made longer are told once, with the reason, and tried again")
  void refused() {
    takeAll(locking, time -> {});
    Instant now = Backups.time(LAST);
    locking.refuse(true);

    RetentionPlan refused = Retention.renewLocks(archive(locking), now);

    assertThat(refused.shortLocks())
        .singleElement()
        .satisfies(
            lock -> {
              assertThat(lock.reason()).isEqualTo("cannot lock " + lock.path() + ": access denied");
              assertThat(lock.hint()).isEqualTo("Ask.");
            });
    assertThat(locking.extended()).isEqualTo(1);
    locking.refuse(false);
    assertThat(Retention.renewLocks(archive(locking), now).shortLocks()).isEmpty();
    int unused = assertLocked(archive(locking), locking, now);
  }

  @Test
  @DisplayName("of which nobody is told are told of once, and nothing is extended in the dark")
  void hidden() {
    takeAll(locking, time -> {});
    locking.hide(true);

    RetentionPlan hidden = Retention.renewLocks(archive(locking), Backups.time(LAST));

    assertThat(hidden.shortLocks())
        .singleElement()
        .satisfies(
            lock ->
                assertThat(lock.reason())
                    .isEqualTo("cannot ask of " + lock.path() + ": access denied"));
    assertThat(locking.extended()).isZero();
  }

  @Test
  @DisplayName("of what is missing are told, while the others are made longer, and not forgotten")
  void missing() {
    takeAll(locking, time -> {});
    Instant now = Backups.time(LAST);
    Archive archive = archive(locking);
    Manifest full = Chains.of(archive.manifests()).covering(Sequence.of(70)).orElseThrow().full();
    String missing = full.runs().get(1).path();
    locking.delete(missing);

    RetentionPlan first = Retention.renewLocks(archive, now);
    RetentionPlan second = Retention.renewLocks(archive, now);

    assertThat(first.shortLocks())
        .extracting(ShortLock::path, ShortLock::reason)
        .containsExactly(tuple(missing, missing + " is missing from memory"));
    assertThat(second.shortLocks()).isEqualTo(first.shortLocks());
    assertThat(locking.all().get(archive.manifestPath(full.id().ordinal())))
        .isAfterOrEqualTo(Backups.time(90).plus(WINDOW));
  }

  @Test
  @DisplayName("are asked for two files of each backup, and only while it is needed")
  void askedLittle() {
    takeAll(locking, time -> {});
    Archive archive = archive(locking);
    List<Chain> chains = Chains.of(archive.manifests()).chains();
    RetentionPlan unused = Retention.renewLocks(archive, Backups.time(LAST));
    int before = locking.asked();
    int extended = locking.extended();
    int described = locking.described();
    List<ManifestFile> unusedManifests = archive.manifests();
    int once = locking.described() - described;

    RetentionPlan unusedAgain = Retention.renewLocks(archive, Backups.time(LAST));
    int twice = locking.described() - described;

    long needed =
        chains.stream()
            .filter(
                chain -> chain.last().manifest().created().plus(WINDOW).isAfter(Backups.time(LAST)))
            .mapToLong(chain -> chain.backups().size())
            .sum();
    assertThat(locking.asked() - before).isEqualTo(2 * needed);
    assertThat(needed).isLessThan(archive.manifests().size());
    assertThat(locking.extended()).isEqualTo(extended);
    assertThat(twice).isEqualTo(2 * once);
  }

  /** By the clock of the storage: what is written between two backups is of the first's time. */
  private void takeAll(Storage storage, Consumer<Instant> then) {
    List<Integer> cuts = new ArrayList<>();
    for (int sequence = 0; sequence <= LAST; sequence++) {
      cuts.add(sequence % 30 == 0 ? 0 : sequence % 2 == 0 ? 1 : 9);
    }
    new NoteBackups(archive(storage), history)
        .take(
            cuts,
            backup -> {
              locking.clock(backup.created());
              then.accept(backup.created());
            });
  }

  /** Every file that a state of the window needs is locked until that state leaves the window. */
  private static int assertLocked(Archive archive, FileLocks locks, Instant now) {
    List<String> files = new ArrayList<>(locks.own());
    archive.storage().list(NoteRuns.SHOP + "/").stream()
        .map(StoredFile::path)
        .filter(path -> path.matches(".*(\\.retired|\\.thinned|/collection\\.json)"))
        .forEach(files::add);
    files.forEach(path -> assertThat(locks.until(path)).isAfterOrEqualTo(now.plus(WINDOW)));
    int count = files.size();
    for (Chain chain : Chains.of(archive.manifests()).chains()) {
      Instant end = chain.last().manifest().created().plus(WINDOW);
      if (end.isAfter(now)) {
        for (Manifest backup : chain.manifests()) {
          List<String> needed = new ArrayList<>();
          needed.add(archive.manifestPath(backup.id().ordinal()));
          needed.add(backup.timelinePath());
          backup.runs().forEach(run -> needed.add(run.path()));
          needed.forEach(
              path -> assertThat(locks.until(path)).as("%s", path).isAfterOrEqualTo(end));
          count += needed.size();
        }
      }
    }
    return count;
  }

  private static void describe(Archive archive) {
    archive.describe(
        new CollectionDescription(
            NoteRuns.SHOP, "postgresql://localhost/shop", List.of(), Backups.time(0)));
  }

  private static Archive archive(Storage storage) {
    return Archive.open(storage, NoteRuns.SHOP);
  }
}
