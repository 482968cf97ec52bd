package dev.tidemark.archive.retention;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.archive.NoteRuns;
import dev.tidemark.archive.chain.Chains;
import dev.tidemark.archive.manifest.Archive;
import dev.tidemark.archive.merge.NoteBackups;
import dev.tidemark.archive.merge.NoteHistory;
import dev.tidemark.archive.merge.NoteRestore;
import dev.tidemark.archive.plan.Planner;
import dev.tidemark.archive.plan.RestorePlan;
import dev.tidemark.archive.plan.TimelineFacts;
import dev.tidemark.archive.storage.FaultyStorage;
import dev.tidemark.archive.storage.MemoryStorage;
import dev.tidemark.archive.storage.StorageException;
import dev.tidemark.archive.storage.StoredFile;
import dev.tidemark.schemas.change.Sequence;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Real files by a clock that is set: two transactions a day, an incremental every day, a full every
 * seven days. The retention of each day is killed at one of its calls. The year of {@link
 * YearOfRetentionTest}, with less of it; all of it with {@code -Dretention.days=365}.
 */
@DisplayName("Retention, killed every day,")
class RetentionByDayTest {

  private static final int DAYS = Integer.getInteger("retention.days", 49);
  private static final int A_DAY = 2;
  private static final int KEPT = 30 * A_DAY;
  private static final int EVERY = 7 * A_DAY;
  private static final int WEEK = 7 * A_DAY;

  private static final RetentionPolicy POLICY =
      new RetentionPolicy(
          Optional.of(Duration.ofSeconds(KEPT)), Optional.of(Duration.ofSeconds(EVERY)));

  private final Random random = new Random(365);
  private final NoteHistory history =
      NoteHistory.of(
          IntStream.range(0, DAYS * A_DAY).mapToObj(i -> 3 * random.nextInt(333) + 1).toList());
  private final MemoryStorage storage = new MemoryStorage();
  private final Archive archive = Archive.open(storage, NoteRuns.SHOP);
  private int kills;
  private long mostFiles;
  private long filesOfFirstWeeks;

  @Test
  @DisplayName(
      "keeps what is promised each day, as it was, and completes; what is stored is bounded")
  void everyDay() {
    List<Integer> cuts = new ArrayList<>();
    for (int sequence = 0; sequence <= history.last(); sequence++) {
      cuts.add(sequence % WEEK == 0 ? 0 : sequence % A_DAY == 0 ? 1 : 9);
    }

    new NoteBackups(archive, history)
        .take(cuts, backup -> day(backup.to().sequence().value(), backup.created()));

    assertThat(kills).isGreaterThan(DAYS / 2);
    // As many as after the first weeks, when nothing had to be given up yet, and a chain.
    assertThat(mostFiles).isLessThanOrEqualTo(filesOfFirstWeeks + filesOfFirstWeeks / 4);
  }

  private void day(long last, Instant now) {
    kill(now);
    assertThat(Chains.of(archive.manifests()).damages()).isEmpty();
    assertPromised(last);

    RetentionPlan unused = Retention.apply(archive, POLICY, now);

    assertThat(RetentionPlan.of(archive, POLICY, now).deletions()).isEmpty();
    assertPromised(last);
    long files = storage.list("").stream().map(StoredFile::path).count();
    mostFiles = Math.max(mostFiles, files);
    if (last <= KEPT + WEEK) {
      filesOfFirstWeeks = Math.max(filesOfFirstWeeks, files);
    }
  }

  /** At one of its calls, whichever; most of them read what there is. */
  private void kill(Instant now) {
    FaultyStorage count = new FaultyStorage(storage);
    RetentionPlan unused = RetentionPlan.of(Archive.open(count, NoteRuns.SHOP), POLICY, now);
    FaultyStorage faulty = new FaultyStorage(storage);
    // To plan is to read, and gives nothing up: kills are in what comes after.
    faulty.failAfterCalls(count.calls() + random.nextInt(8));
    try {
      RetentionPlan unusedEnd = Retention.apply(Archive.open(faulty, NoteRuns.SHOP), POLICY, now);
    } catch (StorageException e) {
      kills++;
    }
  }

  /** The oldest end of a backup and the oldest transaction that are, the newest, and some more. */
  private void assertPromised(long last) {
    Chains chains = Chains.of(archive.manifests());
    long boundary = Math.max(1, last - KEPT);
    assertRestored(chains, boundary + boundary % A_DAY, last);
    assertRestored(chains, Math.max(1, last - EVERY), last);
    assertRestored(chains, last, last);
    long some = Math.max(1, last - random.nextInt(KEPT));
    assertRestored(chains, some + some % A_DAY, last);
    assertRestored(chains, Math.max(1, last - random.nextInt(EVERY)), last);
  }

  private void assertRestored(Chains chains, long sequence, long last) {
    long at = Math.min(sequence, last);
    RestorePlan plan =
        Planner.plan(chains, new TimelineFacts(List.of(), List.of()), Sequence.of(at));
    assertThat(plan).as("%d at %d", at, last).isInstanceOf(RestorePlan.Planned.class);
    assertThat(NoteRestore.rows(storage, (RestorePlan.Planned) plan))
        .as("%d at %d", at, last)
        .isEqualTo(history.stateAt(at));
  }
}
