package dev.tidemark.compactor.backup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.archive.storage.MemoryStorage;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/**
 * The oracle: whatever happens to a database, and wherever backups begin and end. A build runs it
 * in the module {@code histories}, beside other modules.
 */
class HistoryOracleTest {

  @Property(tries = 2000)
  void aRestoreAtEverySequenceIsTheDatabaseAsOfThatSequence(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 12) int transactions) {
    Random random = new Random(~seed);
    RandomHistory history = new RandomHistory(seed);
    BackupsFixture fixture =
        new BackupsFixture(
            history.database.log, new MemoryStorage(), 1024 << random.nextInt(8), seed);
    RestoredState.Schemas known = new RestoredState.Schemas();
    history.begin();
    take(fixture.backups.full(BackupListener.NONE), fixture, history, known);

    for (int i = 0; i < transactions; i++) {
      if (random.nextInt(6) == 0) {
        history.alter();
      }
      history.transaction();
      if (random.nextInt(4) == 0) {
        take(fixture.backups.incremental(BackupListener.NONE), fixture, history, known);
      }
      if (random.nextInt(9) == 0) {
        take(fixture.backups.full(BackupListener.NONE), fixture, history, known);
      }
    }
    history.database.log.checkpoint();
    take(fixture.backups.incremental(BackupListener.NONE), fixture, history, known);

    check(fixture, history, known, 1, history.database.log.sequence());
    assertThat(BackupsFixture.leftovers(BackupsFixture.TEMPORARY)).isZero();
  }

  /**
   * Files never change, so the check at the end covers all of them, but for one place: a full takes
   * the place of the incremental that ends where it does.
   */
  private static void take(
      BackupResult result,
      BackupsFixture fixture,
      RandomHistory history,
      RestoredState.Schemas known) {
    if (result instanceof BackupResult.Taken taken) {
      long end = taken.newest().to().sequence().value();
      check(fixture, history, known, end, end);
    }
  }

  private static void check(
      BackupsFixture fixture,
      RandomHistory history,
      RestoredState.Schemas known,
      long from,
      long to) {
    RestoredState restored = new RestoredState(fixture.archive, known);
    for (long sequence = from; sequence <= to; sequence++) {
      assertThat(restored.at(sequence))
          .as("at sequence " + sequence)
          .isEqualTo(history.database.committed.get(sequence));
    }
  }
}
