package dev.tidemark.compactor.backup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.archive.storage.MemoryStorage;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** The oracle of tables without a key: two equal rows come back as two. */
final class CopiesOracleTest {

  @Property(tries = 200)
  void aRestoreAtEverySequenceHasEveryRowAsOftenAsItWasThere(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 12) int transactions) {
    Random random = new Random(~seed);
    KeylessHistory history = new KeylessHistory(seed);
    BackupsFixture fixture =
        new BackupsFixture(history.log, new MemoryStorage(), 1024 << random.nextInt(8), seed);
    history.begin();
    fixture.backups.full(BackupListener.NONE);

    for (int i = 0; i < transactions; i++) {
      if (random.nextInt(10) == 0) {
        history.rename();
      }
      history.transaction();
      if (random.nextInt(4) == 0) {
        fixture.backups.incremental(BackupListener.NONE);
      }
      if (random.nextInt(6) == 0) {
        fixture.backups.full(BackupListener.NONE);
      }
    }
    history.log.checkpoint();
    fixture.backups.incremental(BackupListener.NONE);

    RestoredState restored = new RestoredState(fixture.archive);
    for (long sequence = 1; sequence <= history.log.sequence(); sequence++) {
      assertThat(restored.rowsAt(sequence))
          .as("at sequence " + sequence)
          .isEqualTo(history.committed.get(sequence));
    }
    assertThat(BackupsFixture.leftovers(BackupsFixture.TEMPORARY)).isZero();
  }
}
