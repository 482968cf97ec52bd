package dev.tidemark.compactor.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.archive.storage.MemoryStorage;
import dev.tidemark.archive.storage.StoredFile;
import dev.tidemark.compactor.fold.InconsistentLogException;
import dev.tidemark.compactor.fold.KeyChangedException;
import dev.tidemark.compactor.source.LoggedChange;
import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.problem.ProblemException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A backup that would not be the truth is not taken, and leaves nothing. */
final class RefusedBackupsTest {

  private static final TableId ORDERS = SimulatedTables.ORDERS.id();

  @TempDir private Path temporary;

  private final SimulatedLog log = new SimulatedLog(1);
  private final SimulatedDatabase database = new SimulatedDatabase(log, SimulatedTables.ORDERS);
  private final MemoryStorage storage = new MemoryStorage();
  private BackupsFixture fixture;
  private List<StoredFile> before;

  @BeforeEach
  void aFullIsThere() {
    fixture = new BackupsFixture(log, storage, 4096, 1, temporary);
    database.prefill(ORDERS, order(1));
    database.snapshot();
    fixture.backups.full(BackupListener.NONE);
    before = storage.list("");
  }

  @AfterEach
  void nothingIsLeft() {
    assertThat(storage.list("")).isEqualTo(before);
    assertThat(temporary).isEmptyDirectory();
  }

  @Test
  void aChangeThatIsMissing() {
    database.insert(ORDERS, order(2));
    database.insert(ORDERS, order(3));
    commit();
    log.tamper(ORDERS, 0, changes -> changes.remove(2));

    assertThatIncremental()
        .isInstanceOf(InconsistentLogException.class)
        .hasMessage(
            "Transaction 702 (sequence 2) made 2 changes to public.orders, and the log holds 1.")
        .extracting(problem -> ((ProblemException) problem).hint())
        .isEqualTo(
            "The log of the collection contradicts itself, and nothing of this backup was"
                + " published. The backups there are stay restorable; to go on, take the collection"
                + " down and create it again. Please report this.");
  }

  @Test
  void aChangeThatIsThereTwice() {
    database.insert(ORDERS, order(2));
    commit();
    log.tamper(ORDERS, 0, changes -> changes.add(changes.get(1)));

    assertThatIncremental()
        .hasMessage(
            "The event at public.orders, partition 0, offset 3 is change 2/0, which does not come"
                + " after 2/0 before it.");
  }

  @Test
  void changesOfWhichTheTimelineKnowsNothing() {
    database.insert(ORDERS, order(2));
    log.conceal(ORDERS);
    commit();

    assertThatIncremental()
        .hasMessage(
            "The log holds changes to public.orders with sequence 2 of which the timeline knows"
                + " nothing.");
  }

  @Test
  void aChangeOfATransactionThatIsElsewhere() {
    database.insert(ORDERS, order(2));
    commit();
    log.tamper(ORDERS, 0, changes -> changes.set(1, moved(changes.get(0), changes.get(1))));

    assertThatIncremental()
        .hasMessage(
            "The event at public.orders, partition 0, offset 3 is change 1/0, and the timeline says"
                + " that only sequences after 1 up to 2 are there.");
  }

  @Test
  void anEventThatIsNoEvent() {
    database.insert(ORDERS, order(2));
    commit();
    log.tamper(
        ORDERS,
        0,
        changes ->
            changes.set(
                1,
                new LoggedChange(
                    ORDERS, 0, changes.get(1).offset(), new byte[11], new byte[] {1, 2}, null)));

    assertThatIncremental()
        .hasMessage(
            "The event at public.orders, partition 0, offset 3 cannot be read: bytes are not"
                + " what their schema says: they do not begin with C3 01 and a fingerprint.");
  }

  @Test
  void anUpdateOfARowThatIsDeleted() {
    log.delete(ORDERS, new String[] {"1", null, null});
    log.update(ORDERS, new String[] {"1", "paid", "x"});
    commit();

    assertThatIncremental()
        .hasMessage("Change 2/1 of public.orders updates a row that is not there.");
  }

  @Test
  void anInsertOfARowThatIsThere() {
    log.insert(ORDERS, new String[] {"2", "new", "x"});
    log.insert(ORDERS, new String[] {"2", "new", "x"});
    commit();

    assertThatIncremental()
        .hasMessage("Change 2/1 of public.orders inserts a row that is there already.");
  }

  @Test
  void aDeleteOfARowThatIsDeleted() {
    log.truncate(ORDERS);
    log.delete(ORDERS, new String[] {"1", null, null});
    commit();

    assertThatIncremental()
        .hasMessage("Change 2/1 of public.orders deletes a row that is not there.");
  }

  @Test
  void aTableWhosePrimaryKeyBecameAnother() {
    database.insert(ORDERS, order(2));
    log.commit();
    log.define(SimulatedTables.withKey(SimulatedTables.ORDERS, "state"));
    log.insert(ORDERS, new String[] {"3", "new", "x"});
    commit();

    assertThatIncremental()
        .isInstanceOf(KeyChangedException.class)
        .hasMessage(
            "The key of public.orders was changed: the changes before and after it cannot be in one"
                + " chain.");
  }

  @Test
  void aTimelineThatIsNotTheOneOfTheArchive() {
    SimulatedLog other = new SimulatedLog(1);
    SimulatedDatabase again = new SimulatedDatabase(other, SimulatedTables.ORDERS);
    again.prefill(ORDERS, order(1));
    again.prefill(ORDERS, order(2));
    again.snapshot();
    again.insert(ORDERS, order(3));
    again.commit();
    other.checkpoint();
    Backups backups = new BackupsFixture(other, storage, 4096, 2, temporary).backups;

    assertThatThrownBy(() -> backups.incremental(BackupListener.NONE))
        .isInstanceOf(BackupException.class)
        .hasMessage(
            "The timeline of shop has no checkpoint at which backup 20261122080000Z_000001_full"
                + " ended: it is not the timeline that backup was made from.");
  }

  @Test
  void aTimelineThatIsNotTheOneOfTheArchiveAndHasNothingNewByItsOwnCount() {
    SimulatedLog other = new SimulatedLog(1);
    SimulatedDatabase again = new SimulatedDatabase(other, SimulatedTables.ORDERS);
    again.prefill(ORDERS, order(1));
    again.prefill(ORDERS, order(2));
    again.snapshot();
    Backups backups = new BackupsFixture(other, storage, 4096, 2, temporary).backups;

    assertThatThrownBy(() -> backups.incremental(other.lastCheckpoint(), BackupListener.NONE))
        .isInstanceOf(BackupException.class)
        .hasMessage(
            "The timeline of shop has no checkpoint at which backup 20261122080000Z_000001_full"
                + " ended: it is not the timeline that backup was made from.");
  }

  @Test
  void aTimelineThatBeganAgainAndEndsBeforeTheArchive() {
    database.insert(ORDERS, order(2));
    commit();
    fixture.backups.incremental(BackupListener.NONE);
    before = storage.list("");
    SimulatedLog other = new SimulatedLog(1);
    SimulatedDatabase again = new SimulatedDatabase(other, SimulatedTables.ORDERS);
    again.prefill(ORDERS, order(3));
    again.snapshot();
    Backups backups = new BackupsFixture(other, storage, 4096, 2, temporary).backups;

    assertThatThrownBy(() -> backups.full(other.lastCheckpoint(), BackupListener.NONE))
        .isInstanceOf(BackupException.class)
        .hasMessage(
            "The timeline of shop does not reach sequence 2, at which the newest backup ends.");
  }

  @Test
  void aTimelineThatIsShorterThanTheArchive() {
    Backups backups = new BackupsFixture(new SimulatedLog(1), storage, 4096, 2, temporary).backups;

    assertThatThrownBy(() -> backups.incremental(BackupListener.NONE))
        .isInstanceOf(BackupException.class)
        .hasMessage(
            "The timeline of shop does not reach sequence 1, at which the newest backup ends.");
  }

  @Test
  void aHistoryWithAGap() {
    log.gap("the slot was dropped");
    database.insert(ORDERS, order(2));
    commit();

    assertThatIncremental()
        .isInstanceOf(BackupException.class)
        .hasMessage("The history of shop has a gap after sequence 1: the slot was dropped");
  }

  @Test
  void aJobThatIsCancelled() {
    database.insert(ORDERS, order(2));
    commit();

    assertThatThrownBy(
            () ->
                fixture.backups.incremental(
                    (step, done, total) -> step != BackupListener.Step.WRITE || done < total))
        .isInstanceOf(BackupCancelledException.class)
        .hasMessage("The backup was cancelled.");
  }

  @Test
  void aJobWhoseThreadIsInterrupted() {
    database.insert(ORDERS, order(2));
    commit();
    Thread.currentThread().interrupt();
    try {
      assertThatIncremental().isInstanceOf(BackupCancelledException.class);
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  private org.assertj.core.api.AbstractThrowableAssert<?, ?> assertThatIncremental() {
    return assertThatThrownBy(() -> fixture.backups.incremental(BackupListener.NONE));
  }

  private void commit() {
    log.commit();
    log.checkpoint();
  }

  private static LoggedChange moved(LoggedChange event, LoggedChange to) {
    return new LoggedChange(
        to.table(), to.partition(), to.offset(), event.key(), event.value(), event.oldKey());
  }

  private static Map<String, String> order(int id) {
    return Map.of("id", Integer.toString(id), "state", "new", "document", "document " + id);
  }
}
