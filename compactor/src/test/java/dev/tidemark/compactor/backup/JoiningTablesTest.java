package dev.tidemark.compactor.backup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.archive.chain.Chains;
import dev.tidemark.archive.manifest.Manifest;
import dev.tidemark.archive.manifest.ObscuredWindow;
import dev.tidemark.archive.plan.Absences;
import dev.tidemark.archive.plan.RestorePlan;
import dev.tidemark.archive.plan.TimelineFacts;
import dev.tidemark.archive.storage.MemoryStorage;
import dev.tidemark.schemas.change.Sequence;
import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.change.TransactionId;
import dev.tidemark.schemas.timeline.TimelineEntry.Cleared;
import dev.tidemark.schemas.timeline.TimelineEntry.ReadStarted;
import dev.tidemark.schemas.timeline.TimelineEntry.Removed;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables that come into a collection, and go out of it. */
final class JoiningTablesTest {

  private static final TableId ORDERS = SimulatedTables.ORDERS.id();
  private static final TableId READINGS = SimulatedTables.READINGS.id();
  private static final String[] ONE = {"1", "a"};
  private static final String[] TWO = {"2", "b"};

  @TempDir private Path temporary;

  private final SimulatedLog log = new SimulatedLog(1);
  private BackupsFixture fixture;

  /** Of another table, at sequence 1. */
  @BeforeEach
  void aFull() {
    fixture = new BackupsFixture(log, new MemoryStorage(), 4096, 1, temporary);
    log.define(SimulatedTables.ORDERS);
    log.snapshotStarted();
    log.commit(TransactionId.SNAPSHOT);
    log.checkpoint();
    fixture.backups.full(BackupListener.NONE);
  }

  /** With two sequences: in the second of them it is known. */
  private void readingsCome() {
    log.note(new ReadStarted(Sequence.of(log.sequence() + 1), READINGS));
    log.define(SimulatedTables.KEYED_READINGS);
    log.truncate(READINGS);
    log.read(READINGS, ONE);
    log.commit(TransactionId.SNAPSHOT);
    log.insert(READINGS, TWO);
    log.commit();
    log.note(new Cleared(Sequence.of(log.sequence()), READINGS));
    log.checkpoint();
  }

  private void readingsGo() {
    log.note(new Removed(Sequence.of(log.sequence() + 1), READINGS, "taken out"));
    log.commit(new TransactionId("800"));
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

  private Optional<String> why(long sequence) {
    Sequence at = Sequence.of(sequence);
    Chains chains = Chains.of(fixture.archive.manifests());
    try (var timeline =
        fixture.archive.readTimeline(dev.tidemark.archive.plan.Planner.timelines(chains, at))) {
      return new Absences(chains, TimelineFacts.of(timeline, at), at).why(READINGS);
    }
  }

  @Test
  void aTableThatComesIsRestoredFromWhereAllOfItIs() {
    readingsCome();
    incremental();

    assertThat(plan(1).tables()).extracting(table -> table.definition().id()).containsOnly(ORDERS);
    assertThat(plan(2).tables()).extracting(table -> table.definition().id()).containsOnly(ORDERS);
    assertThat(plan(2).obscured())
        .containsExactly(new ObscuredWindow(READINGS, Sequence.of(1), Sequence.of(3), null));
    assertThat(rowsAt(3)).containsExactly("[1, a]", "[2, b]");
    assertThat(why(1)).contains("was added at sequence 2, and can be restored from sequence 3 on");
  }

  @Test
  void aTableThatGoesIsRestoredUpToThereAndIsInNoLaterFull() {
    readingsCome();
    readingsGo();
    incremental();
    fixture.backups.full(BackupListener.NONE);
    log.commit(new TransactionId("900"));
    log.checkpoint();
    incremental();

    assertThat(rowsAt(3)).containsExactly("[1, a]", "[2, b]");
    assertThat(plan(4).tables()).extracting(table -> table.definition().id()).containsOnly(ORDERS);
    assertThat(why(4)).contains("went out of the collection with sequence 4: taken out");
    assertThat(why(5)).contains("went out of the collection with sequence 4: taken out");
  }

  @Test
  void aTableThatComesAgainHasWhatItIsThenAndNothingOfBefore() {
    readingsCome();
    readingsGo();
    log.note(new ReadStarted(Sequence.of(5), READINGS));
    log.define(SimulatedTables.KEYED_READINGS);
    log.truncate(READINGS);
    log.read(READINGS, TWO);
    log.commit(TransactionId.SNAPSHOT);
    log.note(new Cleared(Sequence.of(5), READINGS));
    log.checkpoint();
    incremental();

    assertThat(rowsAt(3)).containsExactly("[1, a]", "[2, b]");
    assertThat(rowsAt(4)).isNull();
    assertThat(rowsAt(5)).containsExactly("[2, b]");
    assertThat(why(4))
        .contains(
            "went out of the collection with sequence 4: taken out; it was added at sequence 5, and"
                + " can be restored from sequence 5 on");
  }

  @Test
  void aTableIsStillBeingReadAtTheEndOfTheBackups() {
    log.note(new ReadStarted(Sequence.of(2), READINGS));
    log.define(SimulatedTables.KEYED_READINGS);
    log.truncate(READINGS);
    log.read(READINGS, ONE);
    log.commit(TransactionId.SNAPSHOT);
    log.checkpoint();
    incremental();

    assertThat(plan(2).tables()).extracting(table -> table.definition().id()).containsOnly(ORDERS);
    assertThat(why(2)).contains("was added at sequence 2, and is still being read");
  }
}
