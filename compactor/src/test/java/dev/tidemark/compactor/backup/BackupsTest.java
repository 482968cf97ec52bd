package dev.tidemark.compactor.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.archive.chain.Chains;
import dev.tidemark.archive.manifest.Archive;
import dev.tidemark.archive.manifest.Boundary;
import dev.tidemark.archive.manifest.Manifest;
import dev.tidemark.archive.manifest.TimelineReading;
import dev.tidemark.archive.run.RunFile;
import dev.tidemark.archive.run.RunRole;
import dev.tidemark.archive.storage.FaultyStorage;
import dev.tidemark.archive.storage.MemoryStorage;
import dev.tidemark.schemas.change.Sequence;
import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.problem.ProblemException;
import dev.tidemark.schemas.table.TableDefinition;
import dev.tidemark.schemas.timeline.Checkpoint;
import dev.tidemark.schemas.timeline.TimelineEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class BackupsTest {

  private static final TableId ORDERS = SimulatedTables.ORDERS.id();

  private final SimulatedLog log = new SimulatedLog(2);
  private final SimulatedDatabase database = new SimulatedDatabase(log, SimulatedTables.ORDERS);
  private final MemoryStorage storage = new MemoryStorage();
  private final BackupsFixture fixture = new BackupsFixture(log, storage, 4096, 1);
  private final Backups backups = fixture.backups;

  @Test
  void anIncrementalNeedsAFull() {
    database.snapshot();

    assertThatThrownBy(() -> backups.incremental(BackupListener.NONE))
        .isInstanceOf(BackupException.class)
        .hasMessage("There is no full backup of shop yet, and an incremental needs one.")
        .extracting(problem -> ((ProblemException) problem).hint())
        .isEqualTo("Take a full first: tidemark backup shop");
  }

  @Test
  void whatOlderRowsHaveForAnAddedColumnIsKeptWhenTheSourceForgetsIt() {
    database.prefill(ORDERS, order(1, "new"));
    database.snapshot();
    backups.full(BackupListener.NONE);
    TableDefinition orders = SimulatedTables.ORDERS;
    database.alter(SimulatedTables.withColumn(orders, "currency", "EUR"));
    database.insert(ORDERS, order(3, "new"));
    database.commit();
    log.checkpoint();
    backups.incremental(BackupListener.NONE);
    log.define(SimulatedTables.withColumn(orders, "currency", null));
    database.insert(ORDERS, order(2, "new"));
    database.commit();
    log.checkpoint();

    backups.full(BackupListener.NONE);

    long last = log.sequence();
    assertThat(new RestoredState(fixture.archive).at(last)).isEqualTo(database.committed.get(last));
    assertThat(new RestoredState(fixture.archive).rowsAt(last).get(ORDERS).get(0)).endsWith("EUR]");
  }

  @Test
  void theFirstFullNeedsASnapshotThatIsComplete() {
    log.snapshotStarted();

    assertThatThrownBy(() -> backups.full(BackupListener.NONE))
        .isInstanceOf(BackupException.class)
        .hasMessage("The first snapshot of shop is not complete yet.");
  }

  @Test
  void theFirstFullIsTheSnapshotAndWhatFollowedIsAnIncremental() {
    database.prefill(ORDERS, order(1, "new"));
    database.snapshot();
    update(1, "paid");

    List<Manifest> taken = taken(backups.full(BackupListener.NONE));

    assertThat(taken).hasSize(2);
    assertThat(taken.get(0).from()).isEqualTo(Boundary.ORIGIN);
    assertThat(taken.get(0).to().sequence()).isEqualTo(Sequence.FIRST);
    assertThat(taken.get(0).files()).extracting(RunFile::role).containsOnly(RunRole.BASE);
    assertThat(taken.get(1).to()).isEqualTo(Ranges.boundary(log.lastCheckpoint()));
    assertThat(taken.get(1).parent().id()).isEqualTo(taken.get(0).id());
    assertThat(taken.get(1).files()).extracting(RunFile::role).containsExactly(RunRole.DELTA);
  }

  @Test
  void withNothingNewThereIsNoNewBackup() {
    database.snapshot();
    Manifest full = newest(backups.full(BackupListener.NONE));
    log.mark("idle");
    log.checkpoint();

    assertThat(backups.incremental(BackupListener.NONE))
        .isEqualTo(new BackupResult.NothingNew(full));
    assertThat(backups.full(BackupListener.NONE)).isEqualTo(new BackupResult.NothingNew(full));
  }

  @Test
  void withNothingNewEveryManifestIsReadOnce() {
    database.snapshot();
    backups.full(BackupListener.NONE);
    FaultyStorage counting = new FaultyStorage(storage);
    Backups counted = new BackupsFixture(log, counting, 4096, 1).backups;
    assertThat(Archive.open(counting, log.collection).manifests()).hasSize(1);
    long once = counting.calls();

    assertThat(counted.incremental(BackupListener.NONE))
        .isInstanceOf(BackupResult.NothingNew.class);
    assertThat(counting.calls()).isEqualTo(2 * once);
    assertThat(counted.full(BackupListener.NONE)).isInstanceOf(BackupResult.NothingNew.class);
    assertThat(counting.calls()).isEqualTo(3 * once);
  }

  @Test
  void aBackupEndsWhereItIsToldTo() {
    database.snapshot();
    backups.full(BackupListener.NONE);
    insert(1);
    Checkpoint middle = log.lastCheckpoint();
    insert(2);

    Manifest taken = newest(backups.incremental(middle, BackupListener.NONE));

    assertThat(taken.to()).isEqualTo(Ranges.boundary(middle));
    assertThat(backups.incremental(middle, BackupListener.NONE))
        .isEqualTo(new BackupResult.NothingNew(taken));
  }

  @Test
  void aTransactionWrittenInPartIsLeftForTheNextBackup() {
    database.snapshot();
    backups.full(BackupListener.NONE);
    insert(1);
    database.insert(ORDERS, order(2, "new"));
    log.checkpoint();

    Manifest taken = newest(backups.incremental(BackupListener.NONE));

    assertThat(taken.to().sequence()).isEqualTo(Sequence.of(2));
    database.insert(ORDERS, order(3, "new"));
    database.commit();
    log.checkpoint();
    assertThat(newest(backups.incremental(BackupListener.NONE)).rows()).isEqualTo(2);
  }

  @Test
  void aLaterFullClosesItsChainAndTheNextIncrementalFollowsIt() {
    database.snapshot();
    backups.full(BackupListener.NONE);
    insert(1);

    List<Manifest> taken = taken(backups.full(BackupListener.NONE));
    insert(2);
    Manifest next = newest(backups.incremental(BackupListener.NONE));

    Manifest closing = taken.get(0);
    Manifest full = taken.get(1);
    assertThat(full.parent().id()).isEqualTo(closing.id());
    assertThat(full.to()).isEqualTo(closing.to());
    assertThat(full.rows()).isEqualTo(1);
    assertThat(next.parent().id()).isEqualTo(full.id());
    Chains chains = Chains.of(fixture.archive.manifests());
    assertThat(chains.damages()).isEmpty();
    assertThat(chains.chains()).hasSize(2);
  }

  @Test
  void deltaAndHistoryTogetherHoldEveryChangeOnce() {
    database.snapshot();
    backups.full(BackupListener.NONE);
    insert(1);
    insert(2);
    update(1, "paid");
    update(1, "sent");
    database.delete(ORDERS, key(2));
    database.commit();
    log.checkpoint();

    Manifest taken = newest(backups.incremental(BackupListener.NONE));

    assertThat(rows(taken, RunRole.DELTA)).isEqualTo(2);
    assertThat(rows(taken, RunRole.HISTORY)).isEqualTo(3);
  }

  @Test
  void aKeyWithMoreVersionsThanFitIntoMemoryIsTurnedAroundOnDisk() {
    database.prefill(ORDERS, order(1, "new"));
    database.snapshot();
    backups.full(BackupListener.NONE);
    for (int i = 0; i < 5000; i++) {
      database.update(ORDERS, key(1), Map.of("state", "state " + i));
    }
    database.commit();
    insert(2);

    Manifest taken = newest(backups.incremental(BackupListener.NONE));

    assertThat(rows(taken, RunRole.HISTORY)).isEqualTo(4999);
    RestoredState restored = new RestoredState(fixture.archive);
    assertThat(restored.at(2)).isEqualTo(database.committed.get(2L));
    assertThat(restored.at(3)).isEqualTo(database.committed.get(3L));
  }

  @Test
  void theListenerHearsHowFarEachStepIs() {
    database.snapshot();
    backups.full(BackupListener.NONE);
    insert(1);
    List<String> heard = new ArrayList<>();

    backups.full((step, done, total) -> heard.add(step + " " + done + " of " + total));

    assertThat(heard)
        .containsExactly(
            "READ 0 of 3",
            "READ 3 of 3",
            "WRITE 0 of 1",
            "WRITE 1 of 1",
            "MERGE 0 of 1",
            "MERGE 1 of 1");
  }

  @Test
  void aMarkerThatComesAfterABackupIsInTheNextOne() {
    database.snapshot();
    backups.full(BackupListener.NONE);
    log.mark("before the import");
    log.checkpoint();
    insert(1);

    Manifest taken = newest(backups.incremental(BackupListener.NONE));

    List<TimelineEntry> entries = new ArrayList<>();
    try (TimelineReading reading = fixture.archive.readTimeline(List.of(taken))) {
      reading.forEachRemaining(entries::add);
    }
    assertThat(entries).hasSize(2);
    assertThat(entries.get(0))
        .isInstanceOfSatisfying(
            TimelineEntry.Marked.class,
            mark -> assertThat(mark.name()).isEqualTo("before the import"));
  }

  @Test
  void theSameInputGivesTheSameBytes() {
    RandomHistory history = new RandomHistory(20261122);
    MemoryStorage one = new MemoryStorage();
    MemoryStorage other = new MemoryStorage();
    Backups first = new BackupsFixture(history.database.log, one, 1024, 1).backups;
    Backups second = new BackupsFixture(history.database.log, other, 1 << 20, 2).backups;
    history.begin();
    first.full(BackupListener.NONE);
    second.full(BackupListener.NONE);
    for (int i = 0; i < 60; i++) {
      history.transaction();
    }
    history.database.log.checkpoint();

    first.full(BackupListener.NONE);
    second.full(BackupListener.NONE);

    assertThat(BackupsFixture.dataOf(one))
        .isEqualTo(BackupsFixture.dataOf(other))
        .hasSizeGreaterThan(10);
  }

  private void insert(int id) {
    database.insert(ORDERS, order(id, "new"));
    database.commit();
    log.checkpoint();
  }

  private void update(int id, String state) {
    database.update(ORDERS, key(id), Map.of("state", state));
    database.commit();
    log.checkpoint();
  }

  private static long rows(Manifest backup, RunRole role) {
    return backup.files().stream()
        .filter(file -> file.role() == role)
        .mapToLong(RunFile::rows)
        .sum();
  }

  private static Map<String, String> key(int id) {
    return Map.of("id", Integer.toString(id));
  }

  private static Map<String, String> order(int id, String state) {
    return Map.of("id", Integer.toString(id), "state", state, "document", "document " + id);
  }

  private static List<Manifest> taken(BackupResult result) {
    return ((BackupResult.Taken) result).backups();
  }

  private static Manifest newest(BackupResult result) {
    return ((BackupResult.Taken) result).newest();
  }
}
