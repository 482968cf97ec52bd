package dev.tidemark.acceptance.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.acceptance.await.Await;
import dev.tidemark.acceptance.running.BackupCollection;
import dev.tidemark.acceptance.running.Home;
import dev.tidemark.acceptance.running.Outcome;
import dev.tidemark.acceptance.servers.Database;
import dev.tidemark.acceptance.servers.Servers;
import dev.tidemark.schemas.change.TableId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * The source answers and capture does not follow: less than was asked for is refused, never given.
 * Capture is held back by taking the right to replicate from its user.
 */
@TestInstance(Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
class BehindTest {

  private static final String USER = "laggard";
  private static final String HELD_UP =
      "it is at \\S+ \\(sequence 3\\), held up: (?s:.*permission denied to start WAL sender.*)";
  private static final String HINT =
      "hint: Give it more time with --wait, or choose a point up to there, such as --sequence 3\\."
          + " `tidemark show behind` tells what it is doing\\.\n";

  private final Home home = Home.shared();
  private final Database source = Database.create(Servers.source(), "behind");
  private final Database target = Database.create(Servers.source(), "behind_target");
  private BackupCollection collection;
  private String captured;

  @BeforeAll
  void a_capture_that_is_held_up_with_a_commit_in_no_backup_and_one_not_captured() {
    source.administrate(
        "DROP ROLE IF EXISTS " + USER,
        "CREATE ROLE " + USER + " LOGIN REPLICATION PASSWORD 'slow'",
        "GRANT CREATE ON DATABASE " + source.name() + " TO " + USER,
        "CREATE TABLE late (id int PRIMARY KEY)",
        "INSERT INTO late VALUES (1)",
        "GRANT SELECT ON late TO PUBLIC",
        "ALTER TABLE late OWNER TO " + USER);
    home.run(
            "create",
            BackupCollection.creation(
                "behind", source.urlWith(USER, "slow"), List.of(TableId.parse("public.late"))))
        .succeeded();
    collection = new BackupCollection(home, "behind");
    collection.awaitStreaming();
    collection.backup();
    source.administrate("INSERT INTO late VALUES (2)");
    collection.incremental();
    source.administrate("INSERT INTO late VALUES (3)");
    collection.awaitCaptured(3);
    // What was captured counts once the catalog was looked at behind it.
    collection.restoreInto(target.url(), "--latest", "--dry-run").succeeded();
    captured = collection.commits().get(2).path("transaction").asText();
    source.administrate(
        "ALTER ROLE " + USER + " NOREPLICATION",
        "SELECT pg_terminate_backend(active_pid) FROM pg_replication_slots"
            + " WHERE slot_name = 'tidemark_behind'");
    Await.until(
        "an error of capture",
        Duration.ofSeconds(60),
        () -> collection.show().path("error").asText().contains("WAL sender"));
    source.administrate("INSERT INTO late VALUES (4)");
  }

  @Test
  void the_latest_is_refused() {
    Outcome restore = restore("--latest", "--wait", "1s");

    assertThat(restore.err())
        .matches(
            "error: capture has not come as far as what was committed before this command: "
                + HELD_UP
                + "\n"
                + HINT);
    assertThat(restore.exit()).isEqualTo(1);
    assertThat(target.query("SELECT relname FROM pg_class WHERE relname = 'late'")).isEmpty();
    assertThat(collection.backedUpTo()).isLessThanOrEqualTo(3);
  }

  @Test
  void a_time_is_refused() {
    Outcome restore = restore("--at", Instant.now().toString(), "--wait", "1s");

    assertThat(restore.err())
        .matches(
            "error: capture has not come as far as the restore point: " + HELD_UP + "\n" + HINT);
    assertThat(restore.exit()).isEqualTo(1);
  }

  @Test
  void what_is_captured_can_be_had() {
    Outcome restore = restore("--transaction", captured, "--schema", "captured");

    assertThat(restore.succeeded().err()).isEmpty();
    assertThat(target.copy("SELECT * FROM captured.late ORDER BY id"))
        .containsExactly("1", "2", "3");
  }

  @Test
  void a_backup_ends_at_what_is_captured_and_says_so() {
    Outcome backup = home.run("backup", "behind", "--incremental", "--wait", "1s", "--json");

    assertThat(backup.json().path("complete").asBoolean()).isFalse();
    assertThat(backup.err())
        .matches(
            "note: capture has not come as far as what was committed before this command: "
                + HELD_UP
                + ": the backup ends there\n");
    assertThat(collection.backedUpTo()).isEqualTo(3);
  }

  @Test
  void a_drop_is_refused_and_changes_nothing() {
    Outcome drop = home.run("drop", "behind", "--wait", "1s");

    assertThat(drop.err())
        .matches(
            "error: collection behind was not dropped, for its backups would not have everything: capture"
                + " has not come as far as what was committed before this command: "
                + HELD_UP
                + "\n"
                + "hint: Wait longer with --wait, or start tidemark\\. Or drop it with --force, and what is"
                + " in no backup is lost\\.\n");
    assertThat(drop.exit()).isEqualTo(1);
    assertThat(source.query("SELECT slot_name FROM pg_replication_slots"))
        .contains("tidemark_behind");
  }

  @Test
  @Order(Integer.MAX_VALUE)
  void once_capture_follows_again_the_latest_has_it_all() {
    source.administrate("ALTER ROLE " + USER + " REPLICATION");
    try {
      Outcome restore = restore("--latest", "--wait", "60s", "--schema", "latest");

      assertThat(restore.succeeded().err()).isEmpty();
      assertThat(target.copy("SELECT * FROM latest.late ORDER BY id"))
          .isEqualTo(source.copy("SELECT * FROM late ORDER BY id"));
    } finally {
      home.run("drop", "behind").succeeded();
    }
  }

  private Outcome restore(String... options) {
    return collection.restoreInto(target.url(), options);
  }
}
