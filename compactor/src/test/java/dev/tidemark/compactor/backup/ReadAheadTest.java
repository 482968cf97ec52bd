package dev.tidemark.compactor.backup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.archive.storage.MemoryStorage;
import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.timeline.OffsetMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A first full that reads its snapshot while that is being taken. */
final class ReadAheadTest {

  private static final TableId ORDERS = SimulatedTables.ORDERS.id();
  private static final TableId NOTES = SimulatedTables.NOTES.id();
  private static final int ROWS = 150;

  private final SimulatedLog log = new SimulatedLog(2);
  private final SimulatedDatabase database =
      new SimulatedDatabase(log, SimulatedTables.ORDERS, SimulatedTables.NOTES);
  private final MemoryStorage ahead = new MemoryStorage();
  private final MemoryStorage afterwards = new MemoryStorage();
  private final Backups backups = new BackupsFixture(log, ahead, 4096, 1).backups;
  private final Random random = new Random(20261126);

  ReadAheadTest() {
    for (int i = 0; i < ROWS; i++) {
      String id = Integer.toString(random.nextInt(1_000_000));
      database.prefill(ORDERS, Map.of("id", id, "state", "new", "document", "document " + i));
      database.prefill(NOTES, Map.of("id", "note " + id, "body", "body " + i));
    }
  }

  @Test
  void its_files_are_those_of_a_full_that_reads_everything_afterwards() {
    List<OffsetMap> begins = new ArrayList<>();
    List<OffsetMap> ends = new ArrayList<>();
    log.watch(
        (from, to) -> {
          begins.add(from);
          ends.add(to);
        });
    try (ReadAhead reading = backups.readAhead(BackupListener.NONE)) {
      reading.advance();
      database.snapshot(() -> nowAndThen(reading));

      backups.full(log.lastCheckpoint(), reading, BackupListener.NONE);
    }

    assertThat(ends).as("pieces that were read").hasSizeGreaterThan(10);
    assertThat(begins.subList(1, begins.size()))
        .as("each goes on from the one before")
        .isEqualTo(ends.subList(0, ends.size() - 1));

    assertSameAsAfterwards();
  }

  @Test
  void the_time_it_took_to_look_is_not_that_of_reading() {
    long reads = TimeUnit.MILLISECONDS.toNanos(50);
    log.watch((from, to) -> awaitPast(System.nanoTime() + reads));
    try (ReadAhead reading = backups.readAhead(BackupListener.NONE)) {
      database.brokenSnapshot(ROWS);
      long began = System.nanoTime();
      reading.advance();
      long took = System.nanoTime() - began;

      assertThat(reading.looked().toNanos()).isPositive().isLessThan(took - reads);
    }
  }

  private static void awaitPast(long moment) {
    while (System.nanoTime() - moment <= 0) {
      Thread.onSpinWait();
    }
  }

  @Test
  void nothing_is_used_of_a_snapshot_that_was_broken_off() {
    try (ReadAhead reading = backups.readAhead(BackupListener.NONE)) {
      for (int i = 0; i < 3; i++) {
        database.brokenSnapshot(random);
        reading.advance();
      }
      database.snapshot(() -> nowAndThen(reading));

      backups.full(log.lastCheckpoint(), reading, BackupListener.NONE);
    }

    assertSameAsAfterwards();
  }

  @Test
  void nothing_is_used_of_topics_that_were_made_anew_for_the_next_attempt() {
    try (ReadAhead reading = backups.readAhead(BackupListener.NONE)) {
      database.brokenSnapshot(ROWS / 2);
      reading.advance();
      log.recreateTopics();
      database.vanish(NOTES, database.keys(NOTES).get(0));
      database.snapshot();

      backups.full(log.lastCheckpoint(), reading, BackupListener.NONE);
    }

    assertSameAsAfterwards();
  }

  @Test
  void a_snapshot_that_began_anew_and_was_complete_at_once_is_read_whole() {
    try (ReadAhead reading = backups.readAhead(BackupListener.NONE)) {
      database.brokenSnapshot(random);
      reading.advance();
      database.snapshot();

      backups.full(log.lastCheckpoint(), reading, BackupListener.NONE);
    }

    assertSameAsAfterwards();
  }

  @Test
  void what_could_be_read_in_part_only_is_read_again_from_where_the_snapshot_begins() {
    List<String> failures = new ArrayList<>();
    try (ReadAhead reading = backups.readAhead(BackupListener.NONE)) {
      database.snapshot(
          () -> {
            log.failAfter(random.nextInt(20));
            try {
              nowAndThen(reading);
            } catch (IllegalStateException e) {
              failures.add(e.getMessage());
            }
          });
      log.failAfter(Integer.MAX_VALUE);

      backups.full(log.lastCheckpoint(), reading, BackupListener.NONE);
    }

    assertThat(failures).hasSizeGreaterThan(5);
    assertSameAsAfterwards();
  }

  @Test
  void what_was_committed_behind_the_snapshot_is_none_of_its_rows() {
    try (ReadAhead reading = backups.readAhead(BackupListener.NONE)) {
      database.snapshot(() -> nowAndThen(reading));
      database.insert(NOTES, Map.of("id", "later", "body", "later"));
      database.commit();
      log.checkpoint();
      reading.advance();

      backups.full(log.lastCheckpoint(), reading, BackupListener.NONE);
    }

    assertSameAsAfterwards();
  }

  @Test
  void nothing_is_read_ahead_once_there_is_a_full_and_nothing_temporary_stays() {
    database.snapshot();
    backups.full(BackupListener.NONE);
    log.gap("it was lost");
    List<OffsetMap> read = new ArrayList<>();
    try (ReadAhead reading = backups.readAhead(BackupListener.NONE)) {
      log.watch((from, to) -> read.add(to));
      database.snapshot(reading::advance);
    }

    assertThat(read).isEmpty();
    assertThat(BackupsFixture.leftovers(BackupsFixture.TEMPORARY)).isZero();
  }

  private void nowAndThen(ReadAhead reading) {
    if (random.nextInt(5) == 0) {
      reading.advance();
    }
  }

  private void assertSameAsAfterwards() {
    BackupsFixture all = new BackupsFixture(log, afterwards, 1 << 20, 2);
    all.backups.full(BackupListener.NONE);

    assertThat(BackupsFixture.dataOf(ahead))
        .isEqualTo(BackupsFixture.dataOf(afterwards))
        .hasSizeGreaterThan(4);
    long last = log.sequence();
    assertThat(new RestoredState(all.archive).at(last)).isEqualTo(database.committed.get(last));
    assertThat(BackupsFixture.leftovers(BackupsFixture.TEMPORARY)).isZero();
  }
}
