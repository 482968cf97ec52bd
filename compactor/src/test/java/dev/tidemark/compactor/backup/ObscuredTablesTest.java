package dev.tidemark.compactor.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.archive.manifest.Manifest;
import dev.tidemark.archive.manifest.MarkFiles;
import dev.tidemark.archive.manifest.ObscuredWindow;
import dev.tidemark.archive.plan.RestorePlan;
import dev.tidemark.archive.storage.MemoryStorage;
import dev.tidemark.compactor.fold.InconsistentLogException;
import dev.tidemark.schemas.change.Sequence;
import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.change.TransactionId;
import dev.tidemark.schemas.timeline.TimelineEntry.Cleared;
import dev.tidemark.schemas.timeline.TimelineEntry.Obscured;
import dev.tidemark.schemas.timeline.TimelineEntry.ReadStarted;
import dev.tidemark.schemas.timeline.TimelineEntry.Removed;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables that are not known for a while, and are read again. */
final class ObscuredTablesTest {

  private static final TableId READINGS = SimulatedTables.READINGS.id();
  private static final String WHY = "its rows were rewritten";
  private static final String[] ONE = {"1", "a"};
  private static final String[] TWO = {"2", "b"};

  @TempDir private Path temporary;

  private final SimulatedLog log = new SimulatedLog(1);
  private BackupsFixture fixture;

  /** Captured up to sequence 2, and not known behind it. */
  @BeforeEach
  void aTableIsObscured() {
    fixture = new BackupsFixture(log, new MemoryStorage(), 4096, 1, temporary);
    log.define(SimulatedTables.KEYED_READINGS);
    log.snapshotStarted();
    log.read(READINGS, ONE);
    log.commit(TransactionId.SNAPSHOT);
    log.checkpoint();
    fixture.backups.full(BackupListener.NONE);
    log.insert(READINGS, TWO);
    log.commit();
    log.note(new Obscured(Sequence.of(2), READINGS, Sequence.of(2), WHY));
    log.checkpoint();
  }

  /** The first part of the reading takes sequence 3. */
  private void readingBegins() {
    log.note(new ReadStarted(Sequence.of(3), READINGS));
    log.truncate(READINGS);
  }

  private void cleared(long sequence) {
    log.note(new Cleared(Sequence.of(sequence), READINGS));
    log.checkpoint();
  }

  private List<Manifest> incremental() {
    return ((BackupResult.Taken) fixture.backups.incremental(BackupListener.NONE)).backups();
  }

  private RestorePlan.Planned plan(long sequence) {
    return (RestorePlan.Planned) new RestoredState(fixture.archive).plan(sequence);
  }

  private List<String> rowsAt(long sequence) {
    return new RestoredState(fixture.archive).rowsAt(sequence).get(READINGS);
  }

  @Test
  void aRestoreInsideTheWindowHasNotTheTableAndSaysWhy() {
    readingBegins();
    log.read(READINGS, TWO);
    log.commit(TransactionId.SNAPSHOT);
    log.insert(READINGS, ONE);
    log.commit();
    cleared(4);
    incremental();

    assertThat(rowsAt(2)).containsExactly("[1, a]", "[2, b]");
    assertThat(plan(3).tables()).isEmpty();
    assertThat(plan(3).obscured())
        .containsExactly(new ObscuredWindow(READINGS, Sequence.of(2), Sequence.of(4), WHY));
    assertThat(rowsAt(4)).containsExactly("[1, a]", "[2, b]");
  }

  @Test
  void aBackupEndsBeforeATableIsReadThatMayHaveAnotherKeyThen() {
    log.define(SimulatedTables.READINGS);
    readingBegins();
    log.read(READINGS, TWO);
    log.read(READINGS, TWO);
    log.commit(TransactionId.SNAPSHOT);
    cleared(3);

    List<Manifest> taken = incremental();

    assertThat(taken)
        .extracting(manifest -> manifest.to().sequence().value())
        .containsExactly(2L, 3L);
    assertThat(taken.get(0).openWindows())
        .containsExactly(new ObscuredWindow(READINGS, Sequence.of(2), null, WHY));
    assertThat(taken.get(1).obscured())
        .containsExactly(new ObscuredWindow(READINGS, Sequence.of(2), Sequence.of(3), WHY));
    assertThat(rowsAt(2)).containsExactly("[1, a]", "[2, b]");
    assertThat(rowsAt(3)).containsExactly("[2, b]", "[2, b]");
  }

  @Test
  void rowsOfTheReadingAndChangesOfThemMayComeInAnyOrder() {
    readingBegins();
    log.update(READINGS, ONE);
    log.delete(READINGS, TWO);
    log.commit(TransactionId.SNAPSHOT);
    log.read(READINGS, ONE);
    log.commit(TransactionId.SNAPSHOT);
    log.insert(READINGS, ONE);
    log.commit();
    cleared(5);
    incremental();

    assertThat(rowsAt(5)).containsExactly("[1, a]");
  }

  @Test
  void behindTheReadingContradictionsStopABackupAsEver() {
    readingBegins();
    log.read(READINGS, ONE);
    log.commit(TransactionId.SNAPSHOT);
    cleared(3);
    log.insert(READINGS, ONE);
    log.commit();
    log.checkpoint();

    assertThatThrownBy(this::incremental)
        .isInstanceOf(InconsistentLogException.class)
        .hasMessage("Change 4/0 of public.readings inserts a row that is there already.");
  }

  @Test
  void aFullIsNotMergedWhileATableIsNotKnown() {
    assertThatThrownBy(() -> fixture.backups.full(BackupListener.NONE))
        .isInstanceOf(BackupException.class)
        .hasMessage(
            "A full of shop cannot be merged now: it is not known what table public.readings is"
                + " after sequence 2, its rows were rewritten.");
    assertThat(plan(2).tables()).as("what was captured is in an incremental").hasSize(1);
  }

  @Test
  void aTableThatIsRemovedIsRestoredUpToThere() {
    log.note(new Removed(Sequence.of(3), READINGS, "gone"));
    log.commit(new TransactionId("800"));
    log.checkpoint();
    incremental();

    assertThat(rowsAt(2)).containsExactly("[1, a]", "[2, b]");
    assertThat(plan(3).tables()).isEmpty();
    assertThat(plan(3).obscured()).isEmpty();
  }

  @Test
  void aTableThatIsNotKnownAtABackupsEndStaysSoWhenOnlyThatEndIsKept() {
    log.commit(new TransactionId("800"));
    log.checkpoint();
    Manifest taken = incremental().get(0);
    assertThat(taken.to().sequence()).isEqualTo(Sequence.of(3));

    MarkFiles.of(fixture.archive).thin(taken.id());

    assertThat(plan(3).tables()).isEmpty();
    assertThat(plan(3).obscured())
        .containsExactly(new ObscuredWindow(READINGS, Sequence.of(2), null, WHY));
    assertThatThrownBy(() -> fixture.backups.full(BackupListener.NONE))
        .as("nor is it merged into a full")
        .isInstanceOf(BackupException.class)
        .hasMessageStartingWith("A full of shop cannot be merged now");
  }

  @Test
  void aTableThatIsKnownAgainAndWasNeverLostIsAContradiction() {
    log.note(new Cleared(Sequence.of(2), READINGS));
    log.note(new Cleared(Sequence.of(2), READINGS));
    log.checkpoint();

    assertThatThrownBy(this::incremental)
        .isInstanceOf(InconsistentLogException.class)
        .hasMessage(
            "The timeline says that public.readings is known again from sequence 2 on, and not"
                + " since when it was not.");
  }
}
