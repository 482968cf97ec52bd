package dev.tidemark.compactor.backup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.archive.manifest.Manifest;
import dev.tidemark.archive.storage.MemoryStorage;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** The oracle: whatever happens to a database, and wherever backups begin and end. */
final class HistoryOracleTest {

  @Property(tries = 2500)
  void aRestoreAtEverySequenceIsTheDatabaseAsOfThatSequence(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 14) int transactions) {
    Random random = new Random(~seed);
    RandomHistory history = new RandomHistory(seed);
    BackupsFixture fixture =
        new BackupsFixture(
            history.database.log, new MemoryStorage(), 1024 << random.nextInt(8), seed);
    history.begin();
    take(fixture.backups.full(BackupListener.NONE), fixture, history);

    for (int i = 0; i < transactions; i++) {
      if (random.nextInt(12) == 0) {
        history.addColumn();
      }
      history.transaction();
      if (random.nextInt(4) == 0) {
        take(fixture.backups.incremental(BackupListener.NONE), fixture, history);
      }
      if (random.nextInt(9) == 0) {
        take(fixture.backups.full(BackupListener.NONE), fixture, history);
      }
    }
    history.database.log.checkpoint();
    take(fixture.backups.incremental(BackupListener.NONE), fixture, history);

    check(fixture, history, 1, history.database.log.sequence());
    assertThat(BackupsFixture.leftovers(BackupsFixture.TEMPORARY)).isZero();
  }

  /** After every backup, all that it covers; at a synthetic full's end the full itself is read. */
  private static void take(BackupResult result, BackupsFixture fixture, RandomHistory history) {
    if (result instanceof BackupResult.Taken taken) {
      Manifest newest = taken.newest();
      long from = newest.isFull() ? newest.to().sequence().value() - 1 : from(newest);
      check(fixture, history, from + 1, newest.to().sequence().value());
    }
  }

  private static long from(Manifest incremental) {
    return incremental.from().sequence().value();
  }

  private static void check(BackupsFixture fixture, RandomHistory history, long from, long to) {
    RestoredState restored = new RestoredState(fixture.archive);
    for (long sequence = from; sequence <= to; sequence++) {
      assertThat(restored.at(sequence))
          .as("at sequence " + sequence)
          .isEqualTo(history.database.committed.get(sequence));
    }
  }
}
