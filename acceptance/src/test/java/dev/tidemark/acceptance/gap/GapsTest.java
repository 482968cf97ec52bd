package dev.tidemark.acceptance.gap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.acceptance.await.Await;
import dev.tidemark.acceptance.running.BackupCollection;
import dev.tidemark.acceptance.running.Home;
import dev.tidemark.acceptance.servers.Database;
import dev.tidemark.acceptance.servers.PostgresServer;
import dev.tidemark.acceptance.servers.Servers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/**
 * Something takes history away from running captures. Each finds out, says so and stays there; what
 * is in backups can be restored, nothing is across, and a new full begins a new chain.
 */
@TestInstance(Lifecycle.PER_CLASS)
class GapsTest {

  private final Database source = Database.create(Servers.source(), "gaps");
  private final Database target = Database.create(Servers.source(), "gaps_target");
  private Lost slot;
  private Lost itself;
  private Lost timeline;
  private Lost topic;
  private Lost expired;
  private Lost passing;

  @BeforeAll
  void history_is_lost() {
    slot = Lost.of(source, "lost_slot");
    itself = Lost.of(source, "goes_on");
    itself
        .collection()
        .home()
        .run("sql", "ALTER BACKUP COLLECTION goes_on SET (AFTER_GAP = 'new full')")
        .succeeded();
    timeline = Lost.of(source, "lost_timeline");
    topic = Lost.of(source, "lost_topic");
    expired = Lost.of(source, "expired");
    passing = Lost.of(source, "passing_tables");
    slot.collection().incremental();
    slot.dropSlot();
    slot.insert(3);
    timeline.deleteTopic("lost_timeline.timeline");
    topic.deleteTopic(topic.topic());
    expired.expire(expired.topic());
  }

  private static String told(String reason, String name, int after) {
    return reason
        + ". Changes after sequence "
        + after
        + " were lost; restores up to it still work. To go on with a new snapshot and a new full:"
        + " ALTER BACKUP COLLECTION "
        + name
        + " SET (AFTER_GAP = 'new full')";
  }

  private static String refused(String name, long after, String reason) {
    return "changes of collection "
        + name
        + " after sequence "
        + after
        + " were not captured: "
        + reason;
  }

  private static String hint(long after) {
    return "Choose a point up to sequence " + after + ", or one after the next full backup.";
  }

  @Test
  void a_slot_that_was_dropped() {
    String reason = "replication slot tidemark_lost_slot is gone";
    assertThat(slot.error()).isEqualTo(told(reason, "lost_slot", 2));
    assertThat(slot.collection().home().run("timeline", "lost_slot").succeeded().out())
        .contains("GAP: " + reason);
    slot.assertRestored(target, "slot_before", List.of("1", "2"), "--sequence", "2");
    assertThat(slot.collection().home().run("backup", "lost_slot", "--incremental").err())
        .contains("(sequence 2), held up: " + told(reason, "lost_slot", 2));

    slot.goOn();
    slot.insert(4);
    slot.collection().incremental();

    slot.assertRestored(target, "slot_still", List.of("1", "2"), "--sequence", "2");
    slot.assertRestored(target, "slot_new", List.of("1", "2", "3"), "--sequence", "3");
    slot.assertRestored(target, "slot_latest", List.of("1", "2", "3", "4"), "--latest");
  }

  @Test
  void a_collection_that_goes_on_by_itself() {
    itself.dropSlot();
    itself.insert(3);

    Await.lastingly(
        "a new snapshot: " + itself.collection().show(),
        Duration.ofMinutes(2),
        () -> itself.collection().home().run("timeline", "goes_on").out().contains("GAP: "));
    itself.insert(4);
    itself.collection().awaitStreaming();

    itself.assertRestored(target, "itself_latest", List.of("1", "2", "3", "4"), "--latest");
    itself.assertRestored(target, "itself_before", List.of("1", "2"), "--sequence", "2");
  }

  @Test
  void a_timeline_that_was_deleted() {
    String reason = "the timeline, topic lost_timeline.timeline, was deleted or emptied";
    assertThat(timeline.error()).isEqualTo(told(reason, "lost_timeline", 1));
    timeline.assertRestored(target, "timeline_before", List.of("1"), "--sequence", "1");

    timeline.goOn();
    timeline.collection().backup();

    timeline.assertRestored(target, "timeline_new", List.of("1", "2"), "--sequence", "1000000000");
    timeline.assertRestored(target, "timeline_latest", List.of("1", "2"), "--latest");
    timeline.assertRefused(target, refused("lost_timeline", 1, reason), hint(1), "--sequence", "2");
  }

  @Test
  void changes_that_were_deleted_with_their_topic() {
    String reason = "topic " + topic.topic() + " was deleted";
    assertThat(topic.error()).isEqualTo(told(reason, "lost_topic", 1));

    topic.goOn();
    topic.insert(4);

    topic.assertRestored(target, "topic_latest", List.of("1", "2", "4"), "--latest");
    topic.assertRefused(target, refused("lost_topic", 1, reason), hint(1), "--sequence", "2");
    topic.assertRestored(target, "topic_before", List.of("1"), "--sequence", "1");
  }

  @Test
  void no_table_that_comes_or_goes_but_the_loss_of_its_topic() {
    source.execute(
        "CREATE TABLE t_passing (id int PRIMARY KEY)", "INSERT INTO t_passing VALUES (1)");
    Home home = passing.collection().home();
    home.run("alter", "passing_tables", "--add-table", "public.t_passing").succeeded();
    source.execute("INSERT INTO t_passing VALUES (2)");
    passing.collection().incremental();
    passing.openLogAnew();
    source.execute("INSERT INTO t_passing VALUES (3)");
    passing.collection().incremental();
    home.run("alter", "passing_tables", "--drop-table", "public.t_passing").succeeded();
    passing.openLogAnew();
    passing.insert(3);
    passing.collection().incremental();

    assertThat(home.run("timeline", "passing_tables").succeeded().out()).doesNotContain("GAP: ");
    passing.assertRestored(target, "passing_latest", List.of("1", "2", "3"), "--latest");
    passing.deleteTopic("passing_tables.public.t_passing");
    assertThat(passing.error())
        .startsWith("topic passing_tables.public.t_passing was deleted. Changes after sequence ");
    passing.goOn();
    passing.collection().incremental();
    passing.assertRestored(target, "passing_behind", List.of("1", "2", "3"), "--latest");
  }

  @Test
  void changes_that_expired_before_they_were_backed_up() {
    String error = expired.error();
    assertThat(error)
        .matches(
            "topic "
                + expired.topic()
                + ", partition 0, begins at offset \\d+, and no backup has what was there from"
                + " offset \\d+ on\\. Changes after sequence 1 were lost; restores up to it still"
                + " work\\. .*");

    expired.goOn();
    expired.collection().incremental();

    expired.assertRestored(target, "expired_latest", List.of("1", "2"), "--latest");
    String reason = error.substring(0, error.indexOf(". Changes after"));
    expired.assertRefused(target, refused("expired", 1, reason), hint(1), "--sequence", "2");
  }

  @Test
  void a_server_that_has_removed_the_log_that_capture_needed() {
    try (PostgresServer server =
        Servers.chosen().postgres(Map.of("max_slot_wal_keep_size", "1MB"))) {
      Lost lost = Lost.of(Database.create(server, "keeps_little"), "lost_wal");
      lost.collection().incremental();
      BackupCollection collection = lost.collection();
      lost.source()
          .administrate(
              "ALTER ROLE " + PostgresServer.OWNER + " NOREPLICATION",
              "SELECT pg_terminate_backend(active_pid) FROM pg_replication_slots");
      for (int id = 3; id < 6; id++) {
        lost.insert(id);
        lost.source().administrate("SELECT pg_switch_wal()", "CHECKPOINT");
      }
      lost.source().administrate("ALTER ROLE " + PostgresServer.OWNER + " REPLICATION");

      assertThat(lost.error())
          .isEqualTo(
              told(
                  "the server has removed the log that replication slot tidemark_lost_wal needed",
                  "lost_wal",
                  2));
      lost.goOn();
      lost.assertRestored(target, "wal_latest", List.of("1", "2", "3", "4", "5"), "--latest");
      collection.drop();
    }
  }
}
