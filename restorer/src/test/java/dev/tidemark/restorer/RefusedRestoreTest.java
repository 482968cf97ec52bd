package dev.tidemark.restorer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.archive.plan.RestorePoint;
import dev.tidemark.schemas.change.Sequence;
import dev.tidemark.schemas.change.TransactionId;
import dev.tidemark.schemas.timeline.TimelineEntry;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** For its point, or for what is wrong with the backups; its target is as it was. */
@DisplayName("A restore that is refused")
class RefusedRestoreTest {

  private final Shop shop = new Shop();

  @Test
  @DisplayName("is so for a point outside of the history, each with its own words")
  void outside() {
    shop.assertProblem(
        shop.at(7),
        TakeBackupFirstException.class,
        "the restore point is beyond the backups of collection shop, which end at sequence 6"
            + " (2026-11-22T07:06:00Z)",
        "Take an incremental backup, then restore again.");
    shop.assertProblem(
        shop.to(new RestorePoint.AtTime(Instant.EPOCH)),
        ChooseLaterPointException.class,
        "the restore point is before the history of collection shop, which begins at sequence 1"
            + " (2026-11-22T07:01:00Z)",
        "Choose a point from there on.");
    shop.assertProblem(
        shop.to(new RestorePoint.AtTransaction(new TransactionId("4711"), false)),
        TakeBackupFirstException.class,
        "no transaction 4711 is in the archive of collection shop",
        "If it is newer than the last backup, take an incremental backup, then restore again.");
    shop.assertProblem(
        RestoreRequest.of(new ArchiveBuilder().archive, new RestorePoint.Latest(), shop.target()),
        TakeBackupFirstException.class,
        "there is nothing to restore: collection shop has no backup",
        "Take a backup first.");
  }

  @Test
  @DisplayName("does not go over a gap")
  void gap() {
    shop.backups
        .entry(new TimelineEntry.Gap(Sequence.of(6), "the slot was lost", Instant.EPOCH))
        .put(7, "public.customers", "3", "Eve")
        .incremental(7);
    shop.assertProblem(
        shop.at(7),
        ChooseAnotherPointException.class,
        "changes of collection shop after sequence 6 were not captured: the slot was lost",
        "Choose a point up to sequence 6, or one after the next full backup.");
  }

  @Test
  @DisplayName("names a damaged file before it touches the target")
  void damaged() {
    String path = "shop/data/20261122070400Z_000002_incremental-0/public.customers/delta-00.avro";
    byte[] content = shop.backups.storage.content(path).clone();
    content[content.length / 2] ^= 1;
    shop.backups.storage.replace(path, content);
    shop.assertProblem(
        shop.at(6),
        RepairArchiveException.class,
        path + " is damaged: its SHA-256 is not the one in the manifest",
        "Bring the file back from a copy of the storage, or restore to a point that needs none of"
            + " them. The target was not touched.");
  }

  @Test
  @DisplayName("names a missing file, and does without it where it can")
  void missing() {
    String path = "shop/data/20261122070600Z_000003_incremental-0/public.customers/delta-00.avro";
    shop.backups.storage.delete(path);
    shop.assertProblem(
        shop.at(6),
        RepairArchiveException.class,
        path + " is damaged: it is missing",
        "Bring the file back from a copy of the storage, or restore to a point that needs none of"
            + " them. The target was not touched.");
    shop.restore(shop.at(4));
    assertThat(shop.database.rows("SELECT count(*) FROM customers")).containsExactly("2");
  }
}
