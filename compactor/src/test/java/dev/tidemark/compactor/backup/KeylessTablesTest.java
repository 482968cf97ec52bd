package dev.tidemark.compactor.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.tidemark.archive.manifest.Manifest;
import dev.tidemark.archive.run.RunFile;
import dev.tidemark.archive.run.RunRole;
import dev.tidemark.archive.storage.MemoryStorage;
import dev.tidemark.compactor.fold.InconsistentLogException;
import dev.tidemark.compactor.fold.KeyChangedException;
import dev.tidemark.compactor.source.LoggedChange;
import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.change.TransactionId;
import dev.tidemark.schemas.row.AvroOutput;
import dev.tidemark.schemas.row.RowSlice;
import dev.tidemark.schemas.row.SingleObject;
import dev.tidemark.schemas.row.WholeRowKey;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables without a key: the backups number the copies of equal rows. */
final class KeylessTablesTest {

  private static final TableId READINGS = SimulatedTables.READINGS.id();
  private static final String[] ONE = {"1", "a"};
  private static final String[] TWO = {"2", null};
  private static final String[] IN_METRES = {"1", "a", "m"};

  @TempDir private Path temporary;

  private final SimulatedLog log = new SimulatedLog(1);
  private BackupsFixture fixture;

  /** {@link #ONE} twice, {@link #TWO} once. */
  @BeforeEach
  void aFullIsThere() {
    fixture = new BackupsFixture(log, new MemoryStorage(), 4096, 1, temporary);
    log.define(SimulatedTables.READINGS);
    log.snapshotStarted();
    log.read(READINGS, ONE);
    log.read(READINGS, TWO);
    log.read(READINGS, ONE);
    log.commit(TransactionId.SNAPSHOT);
    log.checkpoint();
    fixture.backups.full(BackupListener.NONE);
  }

  @Test
  void equalRowsComeBackAsOftenAsTheyWere() {
    log.delete(READINGS, ONE);
    commit();
    log.insert(READINGS, ONE);
    log.insert(READINGS, ONE);
    commit();
    incremental();

    assertThat(rowsAt(1)).containsExactly("[1, a]", "[1, a]", "[2, null]");
    assertThat(rowsAt(2)).containsExactly("[1, a]", "[2, null]");
    assertThat(rowsAt(3)).containsExactly("[1, a]", "[1, a]", "[1, a]", "[2, null]");
  }

  @Test
  void anUpdateIsADeleteAndAnInsertAlsoToAnEqualRow() {
    log.delete(READINGS, ONE);
    log.insert(READINGS, TWO);
    log.delete(READINGS, ONE);
    log.insert(READINGS, ONE);
    commit();
    incremental();

    assertThat(rowsAt(2)).containsExactly("[1, a]", "[2, null]", "[2, null]");
  }

  @Test
  void aDeltaHoldsTheCopiesTouchedAndNoOthers() {
    log.insert(READINGS, ONE);
    log.insert(READINGS, ONE);
    log.delete(READINGS, ONE);
    commit();

    Manifest taken = incremental();

    assertThat(taken.files())
        .extracting(RunFile::role, RunFile::rows)
        .containsExactly(tuple(RunRole.DELTA, 2L), tuple(RunRole.HISTORY, 1L));
  }

  @Test
  void numberingGoesOnAfterATruncateFromOne() {
    log.insert(READINGS, ONE);
    log.truncate(READINGS);
    log.insert(READINGS, ONE);
    commit();
    incremental();
    log.insert(READINGS, ONE);
    log.delete(READINGS, ONE);
    log.delete(READINGS, ONE);
    commit();
    incremental();

    assertThat(rowsAt(2)).containsExactly("[1, a]");
    assertThat(rowsAt(3)).isEmpty();
  }

  @Test
  void aMergedFullHasTheCopiesThatAreAlive() {
    log.insert(READINGS, ONE);
    log.delete(READINGS, TWO);
    commit();
    fixture.backups.full(BackupListener.NONE);
    log.delete(READINGS, ONE);
    log.insert(READINGS, TWO);
    commit();
    incremental();

    assertThat(rowsAt(2)).containsExactly("[1, a]", "[1, a]", "[1, a]");
    assertThat(rowsAt(3)).containsExactly("[1, a]", "[1, a]", "[2, null]");
  }

  @Test
  void moreCopiesThanFitIntoMemoryAreSortedOnDisk() {
    for (int i = 0; i < 2000; i++) {
      log.insert(READINGS, ONE);
    }
    commit();
    incremental();
    for (int i = 0; i < 1999; i++) {
      log.delete(READINGS, ONE);
    }
    commit();
    incremental();

    assertThat(rowsAt(2)).isEqualTo(plus(Collections.nCopies(2002, "[1, a]"), "[2, null]"));
    assertThat(rowsAt(3)).containsExactly("[1, a]", "[1, a]", "[1, a]", "[2, null]");
    assertThat(temporary).isEmptyDirectory();
  }

  @Test
  void aDeleteBeyondTheLastCopyIsRefusedWithItsPlace() {
    log.delete(READINGS, TWO);
    log.insert(READINGS, ONE);
    log.delete(READINGS, TWO);
    commit();

    assertThatIncremental()
        .isInstanceOf(InconsistentLogException.class)
        .hasMessage("Change 2/2 of public.readings deletes a row that is not there.");
  }

  @Test
  void aDeleteOfARowThatATruncateTookIsRefused() {
    log.truncate(READINGS);
    log.delete(READINGS, ONE);
    commit();

    assertThatIncremental()
        .hasMessage("Change 2/1 of public.readings deletes a row that is not there.");
  }

  @Test
  void aDeleteOfARowOlderThanAColumnIsRefusedAndOneOfAYoungerRowIsNot() {
    log.define(SimulatedTables.withColumn(SimulatedTables.READINGS, "unit", "m"));
    log.insert(READINGS, IN_METRES);
    log.delete(READINGS, IN_METRES);
    commit();
    incremental();
    log.delete(READINGS, IN_METRES);
    commit();

    assertThatIncremental()
        .isInstanceOf(InconsistentLogException.class)
        .hasMessage("Change 3/0 of public.readings deletes a row that is not there.");
  }

  @Test
  void anUpdateIsRefusedForItDoesNotSayOfWhichRow() {
    log.update(READINGS, ONE);
    commit();

    assertThatIncremental()
        .isInstanceOf(InconsistentLogException.class)
        .hasMessage("Change 2/0 of public.readings updates a row that has no key.");
  }

  @Test
  void anEventWithANumberedRowIsRefused() {
    log.insert(READINGS, ONE);
    commit();
    log.tamper(READINGS, 0, changes -> changes.set(3, numbered(changes.get(3))));

    assertThatIncremental()
        .isInstanceOf(InconsistentLogException.class)
        .hasMessage("Change 2/0 of public.readings numbers its row, which only backups do.");
  }

  @Test
  void aTableThatLostItsKeyIsRefusedUnlessItIsReadAnew() {
    log.define(SimulatedTables.KEYED_READINGS);
    log.truncate(READINGS);
    log.insert(READINGS, ONE);
    commit();
    incremental();
    log.define(SimulatedTables.READINGS);
    log.insert(READINGS, ONE);
    commit();

    assertThatIncremental()
        .isInstanceOf(KeyChangedException.class)
        .hasMessage(
            "The key of public.readings was changed: the changes before and after it cannot be in"
                + " one chain.");
  }

  @Test
  void aTableThatIsReadAnewMayHaveLostOrWonItsKey() {
    log.define(SimulatedTables.KEYED_READINGS);
    log.truncate(READINGS);
    log.insert(READINGS, ONE);
    commit();
    incremental();
    log.define(SimulatedTables.READINGS);
    log.truncate(READINGS);
    log.insert(READINGS, TWO);
    log.insert(READINGS, TWO);
    commit();
    incremental();

    assertThat(rowsAt(1)).containsExactly("[1, a]", "[1, a]", "[2, null]");
    assertThat(rowsAt(2)).containsExactly("[1, a]");
    assertThat(rowsAt(3)).containsExactly("[2, null]", "[2, null]");
  }

  private static LoggedChange numbered(LoggedChange change) {
    byte[] key = change.key();
    int header = SingleObject.HEADER_LENGTH;
    AvroOutput out = new AvroOutput();
    out.writeRaw(key, 0, header);
    WholeRowKey.write(new RowSlice(key, header, key.length - header), 1, out);
    return new LoggedChange(
        change.table(),
        change.partition(),
        change.offset(),
        out.toByteArray(),
        change.value(),
        change.oldKey());
  }

  private static List<String> plus(List<String> rows, String... more) {
    return Stream.concat(rows.stream(), Arrays.stream(more)).toList();
  }

  private void commit() {
    log.commit();
    log.checkpoint();
  }

  private Manifest incremental() {
    return ((BackupResult.Taken) fixture.backups.incremental(BackupListener.NONE)).newest();
  }

  private AbstractThrowableAssert<?, ? extends Throwable> assertThatIncremental() {
    return assertThatThrownBy(() -> fixture.backups.incremental(BackupListener.NONE));
  }

  private List<String> rowsAt(long sequence) {
    return new RestoredState(fixture.archive).rowsAt(sequence).get(READINGS);
  }
}
