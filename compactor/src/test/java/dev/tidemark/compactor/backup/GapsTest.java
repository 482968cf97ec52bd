package dev.tidemark.compactor.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.archive.chain.Chains;
import dev.tidemark.archive.manifest.BackupKind;
import dev.tidemark.archive.manifest.Manifest;
import dev.tidemark.archive.plan.RestorePlan;
import dev.tidemark.archive.storage.MemoryStorage;
import dev.tidemark.schemas.change.Sequence;
import dev.tidemark.schemas.change.TableId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** After a gap a new snapshot begins a new chain; nothing goes across. */
final class GapsTest {

  private static final TableId ORDERS = SimulatedTables.ORDERS.id();

  private final SimulatedLog log = new SimulatedLog(2);
  private final SimulatedDatabase database = new SimulatedDatabase(log, SimulatedTables.ORDERS);
  private final BackupsFixture fixture = new BackupsFixture(log, new MemoryStorage(), 4096, 1);
  private final Backups backups = fixture.backups;

  /** A full at 1, and 2 captured. */
  private void captured() {
    database.prefill(ORDERS, order(1));
    database.snapshot();
    backups.full(BackupListener.NONE);
    insert(2);
  }

  @Test
  void whatWasCapturedBeforeAGapIsBackedUpAndANewChainBeginsWithTheNextSnapshot() {
    captured();
    log.gap("the slot was dropped");
    log.checkpoint();
    database.prefill(ORDERS, order(100));
    database.snapshot();
    insert(4);

    List<Manifest> taken = taken(backups.incremental(BackupListener.NONE));

    assertThat(taken)
        .extracting(Manifest::kind)
        .containsExactly(BackupKind.INCREMENTAL, BackupKind.FULL, BackupKind.INCREMENTAL);
    assertThat(taken).extracting(each -> each.to().sequence().value()).containsExactly(2L, 3L, 4L);
    assertThat(Chains.of(fixture.archive.manifests()).chains()).hasSize(2);
    assertRestorable(1, 2, 3, 4);
  }

  @Test
  void aFullAfterAGapIsTheNextSnapshotAndNoMergeOfTheChainBefore() {
    captured();
    log.gap("the slot was dropped");
    log.checkpoint();
    database.prefill(ORDERS, order(100));
    database.snapshot();

    List<Manifest> taken = taken(backups.full(BackupListener.NONE));

    assertThat(taken)
        .extracting(Manifest::kind)
        .containsExactly(BackupKind.INCREMENTAL, BackupKind.FULL);
    assertRestorable(1, 2, 3);
  }

  @Test
  void untilTheNextSnapshotIsCompleteBackupsEndAtTheGap() {
    captured();
    log.gap("the slot was dropped");
    log.checkpoint();
    log.snapshotStarted();

    assertThat(taken(backups.incremental(BackupListener.NONE)))
        .extracting(each -> each.to().sequence().value())
        .containsExactly(2L);
    assertThatThrownBy(() -> backups.incremental(BackupListener.NONE))
        .isInstanceOf(BackupException.class)
        .hasMessage("The history of shop has a gap after sequence 2: the slot was dropped");
    assertThatThrownBy(() -> backups.full(BackupListener.NONE))
        .isInstanceOf(BackupException.class)
        .hasMessage("The history of shop has a gap after sequence 2: the slot was dropped");
  }

  @Test
  void whatWasCapturedAndIsLostIsNeverRead() {
    captured();
    log.gap(1, "topic shop.public.orders has lost changes that no backup holds");
    log.checkpoint();
    database.prefill(ORDERS, order(100));
    database.snapshot();
    insert(4);

    assertThat(taken(backups.incremental(BackupListener.NONE)))
        .extracting(each -> each.to().sequence().value())
        .containsExactly(3L, 4L);
    assertRestorable(1, 3, 4);
    assertThat(new RestoredState(fixture.archive).plan(2))
        .isEqualTo(
            new RestorePlan.AcrossGap(
                Sequence.of(2),
                Sequence.of(1),
                "no backup has what came after it, up to a later full"));
  }

  @Test
  void aSnapshotThatWasLostAgainIsPassedOver() {
    captured();
    log.gap("the slot was dropped");
    log.checkpoint();
    database.prefill(ORDERS, order(100));
    database.snapshot();
    insert(4);
    log.gap(2, "topic shop.public.orders has lost changes that no backup holds");
    log.checkpoint();
    database.snapshot();

    assertThat(taken(backups.incremental(BackupListener.NONE)))
        .extracting(each -> each.to().sequence().value())
        .containsExactly(2L, 5L);
    assertRestorable(1, 2, 5);
  }

  @Test
  void aTimelineThatTookThePlaceOfALostOneGoesOnBehindTheNewestBackup() {
    captured();
    log.loseTimeline(1, 999, "topic shop.timeline is gone");
    database.prefill(ORDERS, order(100));
    database.snapshot();
    insert(4);

    assertThat(taken(backups.full(BackupListener.NONE)))
        .extracting(each -> each.to().sequence().value())
        .startsWith(1000L, 1001L);
    assertRestorable(1, 1000, 1001);
  }

  private void assertRestorable(long... sequences) {
    RestoredState restored = new RestoredState(fixture.archive);
    for (long sequence : sequences) {
      assertThat(restored.at(sequence)).isEqualTo(database.committed.get(sequence));
    }
  }

  private void insert(int id) {
    database.insert(ORDERS, order(id));
    database.commit();
    log.checkpoint();
  }

  private static List<Manifest> taken(BackupResult result) {
    return ((BackupResult.Taken) result).backups();
  }

  private static Map<String, String> order(int id) {
    return Map.of("id", Integer.toString(id), "state", "new", "document", "document " + id);
  }
}
