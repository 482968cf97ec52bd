package dev.tidemark.compactor.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.archive.manifest.Manifest;
import dev.tidemark.archive.storage.MemoryStorage;
import dev.tidemark.compactor.fold.InconsistentLogException;
import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.row.RowEncoder;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows whose key moved while a large value stayed, and was therefore not sent. */
final class MovedKeysTest {

  private static final TableId ORDERS = SimulatedTables.ORDERS.id();

  @TempDir private Path temporary;

  private final SimulatedLog log = new SimulatedLog(3);
  private final SimulatedDatabase database = new SimulatedDatabase(log, SimulatedTables.ORDERS);
  private final MemoryStorage storage = new MemoryStorage();

  @Test
  void everyRowOfATableMovesByOneTwiceInOneBatch() {
    prefill(1500);
    fullAfterSnapshot(64 << 10);
    moveAllByOne(1, 1500);
    database.commit();
    moveAllByOne(2, 1501);
    database.commit();

    Manifest taken = incremental(64 << 10);

    assertThat(taken.rows()).isEqualTo(4 * 1500);
    check();
  }

  @Test
  void aRowMovesManyTimesInOneBatch() {
    prefill(3);
    fullAfterSnapshot(4096);
    for (int step = 0; step < 40; step++) {
      move(3 + step, 4 + step);
      if (step % 7 == 0) {
        database.update(ORDERS, key(4 + step), Map.of("state", "step " + step));
      }
      database.commit();
    }

    incremental(4096);

    check();
  }

  @Test
  void twoRowsExchangeTheirKeysInOneTransaction() {
    prefill(2);
    fullAfterSnapshot(4096);
    move(1, 99);
    move(2, 1);
    move(99, 2);
    database.commit();

    incremental(4096);

    check();
  }

  @Test
  void aRowMovesAwayAndBackAndIsChangedInBetween() {
    prefill(2);
    fullAfterSnapshot(4096);
    move(1, 7);
    database.update(ORDERS, key(7), Map.of("document", "new document"));
    move(7, 1);
    database.commit();
    database.update(ORDERS, key(1), Map.of("state", "back"));
    database.commit();

    incremental(4096);

    check();
  }

  @Test
  void aRowInsertedInTheSameBatchMoves() {
    fullAfterSnapshot(4096);
    database.insert(ORDERS, row(1));
    move(1, 2);
    database.commit();

    incremental(4096);

    check();
  }

  @Test
  void aRowMovesAfterTheTableWasTruncatedAndFilledAgain() {
    prefill(2);
    fullAfterSnapshot(4096);
    database.truncate(ORDERS);
    database.insert(ORDERS, row(1));
    move(1, 2);
    database.commit();

    incremental(4096);

    check();
  }

  @Test
  void aRowThatMovedInAnEarlierBackupMovesAgain() {
    prefill(1);
    fullAfterSnapshot(4096);
    move(1, 2);
    database.commit();
    incremental(4096);
    move(2, 3);
    database.commit();

    incremental(4096);

    check();
  }

  @Test
  void aRowThatNobodyKnowsCannotMove() {
    fullAfterSnapshot(4096);
    log.move(
        ORDERS, new String[] {"5", null, null}, new String[] {"6", "new", RowEncoder.UNCHANGED});
    log.commit();
    log.checkpoint();

    assertThatThrownBy(() -> incremental(4096))
        .isInstanceOf(InconsistentLogException.class)
        .hasMessage(
            "Change 2/1 of public.orders moves a row to another key, and values it left unchanged"
                + " are known nowhere.");
  }

  @Test
  void aRowCannotMoveFromAKeyThatIsNotDeleted() {
    prefill(1);
    fullAfterSnapshot(4096);
    log.arrive(
        ORDERS, new String[] {"1", null, null}, new String[] {"2", "new", RowEncoder.UNCHANGED});
    log.commit();
    log.checkpoint();

    assertThatThrownBy(() -> incremental(4096))
        .isInstanceOf(InconsistentLogException.class)
        .hasMessage("1 rows moved away from keys that the log does not show to be deleted.");
  }

  private void prefill(int rows) {
    for (int id = 1; id <= rows; id++) {
      database.prefill(ORDERS, row(id));
    }
  }

  private void fullAfterSnapshot(long memory) {
    database.snapshot();
    fixture(memory).backups.full(BackupListener.NONE);
  }

  private Manifest incremental(long memory) {
    log.checkpoint();
    return ((BackupResult.Taken) fixture(memory).backups.incremental(BackupListener.NONE)).newest();
  }

  private BackupsFixture fixture(long memory) {
    return new BackupsFixture(log, storage, memory, log.sequence(), temporary);
  }

  private void check() {
    RestoredState restored = new RestoredState(fixture(4096).archive);
    for (long sequence = 1; sequence <= log.sequence(); sequence++) {
      assertThat(restored.at(sequence)).isEqualTo(database.committed.get(sequence));
    }
    assertThat(temporary).isEmptyDirectory();
  }

  /** From the largest on, as the source must do it. */
  private void moveAllByOne(int first, int last) {
    for (int id = last; id >= first; id--) {
      move(id, id + 1);
    }
  }

  private void move(int from, int to) {
    database.move(ORDERS, key(from), Map.of("id", Integer.toString(to)));
  }

  private static Map<String, String> key(int id) {
    return Map.of("id", Integer.toString(id));
  }

  private static Map<String, String> row(int id) {
    return Map.of("id", Integer.toString(id), "state", "new", "document", "long document " + id);
  }
}
