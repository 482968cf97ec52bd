package dev.tidemark.acceptance.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** The source does not answer any more: what is captured is all there is, and that is said. */
@TestInstance(Lifecycle.PER_CLASS)
class SourceGoneTest {

  private static final String ROWS = "SELECT * FROM kept ORDER BY id";

  private final Home home = Home.shared();
  private final Database source = Database.create(Servers.source(), "going");
  private final Database target = Database.create(Servers.source(), "source_gone");
  private final Line line = Line.to(source);
  private BackupCollection kept;
  private BackupCollection timed;

  @BeforeAll
  void a_source_that_goes_with_changes_captured_and_in_no_backup() {
    source.execute(
        "CREATE TABLE kept (id int PRIMARY KEY)",
        "CREATE TABLE forced (id int PRIMARY KEY)",
        "CREATE TABLE timed (id int PRIMARY KEY)",
        "INSERT INTO kept VALUES (1)",
        "INSERT INTO forced VALUES (1)");
    kept = protect("kept");
    BackupCollection forced = protect("forced");
    timed = protect("timed");
    source.execute(
        "INSERT INTO kept VALUES (2)",
        "INSERT INTO forced VALUES (2)",
        "INSERT INTO timed VALUES (2)");
    timed.awaitCaptured(2);
    kept.awaitCaptured(2);
    forced.awaitCaptured(2);
    // What was captured counts once the catalog was looked at behind it.
    kept.restoreInto(target.url(), "--latest", "--dry-run").succeeded();
    forced.restoreInto(target.url(), "--latest", "--dry-run").succeeded();
    timed.restoreInto(target.url(), "--latest", "--dry-run").succeeded();
    line.cut();
  }

  private BackupCollection protect(String name) {
    home.run(
            "create",
            BackupCollection.creation(name, line.url(), List.of(TableId.parse("public." + name))))
        .succeeded();
    BackupCollection collection = new BackupCollection(home, name);
    collection.awaitStreaming();
    collection.backup();
    return collection;
  }

  @AfterAll
  void nothing_is_left() {
    line.mend();
    home.run("drop", "kept").succeeded();
    home.run("drop", "timed").succeeded();
    line.close();
  }

  @Test
  void the_latest_is_what_is_captured_and_it_says_so() {
    Outcome restore = kept.restoreInto(target.url(), "--latest", "--replace");

    JsonNode report = restore.json();
    assertThat(restore.err())
        .matches(
            "note: the source \\Q"
                + line.place()
                + "\\E cannot be reached: .*: taking what is captured, up to \\S+ \\(sequence 2\\)\n");
    assertThat(report.path("notes").path(0).asText()).contains("taking what is captured");
    assertThat(report.path("sequence").asLong()).isEqualTo(2);
    assertThat(target.copy(ROWS)).containsExactly("1", "2");
  }

  @Test
  void a_point_that_is_captured_needs_no_source() {
    Outcome restore = kept.restoreInto(target.url(), "--sequence", "2", "--replace");

    assertThat(restore.json().path("sequence").asLong()).isEqualTo(2);
    assertThat(restore.err()).isEmpty();
    assertThat(target.copy(ROWS)).containsExactly("1", "2");
  }

  @Test
  void a_time_that_is_not_captured_is_refused() {
    String now = Instant.now().toString();

    Outcome restore = kept.restoreInto(target.url(), "--at", now, "--replace", "--wait", "1s");

    assertThat(restore.err())
        .matches(
            "error: capture has not come as far as the restore point: it is at \\S+ \\(sequence 2\\), and"
                + " the source \\Q"
                + line.place()
                + "\\E cannot be reached: .*\n"
                + "hint: Check host and port, that the server runs, and that a firewall lets this machine"
                + " in\\. Or choose a point up to there, such as --sequence 2\\.\n");
    assertThat(restore.exit()).isEqualTo(1);
  }

  @Test
  void a_backup_ends_at_what_is_captured_and_says_so() {
    Outcome backup = home.run("backup", "kept", "--json");

    JsonNode document = backup.json();
    assertThat(backup.err())
        .matches(
            "note: the source \\Q"
                + line.place()
                + "\\E cannot be reached: .*: capture is at \\S+ \\(sequence 2\\): the backup ends there\n");
    assertThat(document.path("complete").asBoolean()).isFalse();
    assertThat(kept.backedUpTo()).isEqualTo(2);
  }

  @Test
  void a_scheduled_backup_takes_what_is_captured() {
    Await.until(
        "capture to miss its source",
        Duration.ofSeconds(60),
        () -> timed.show().path("state").asText().equals("stopped"));
    assertThat(timed.backedUpTo()).isEqualTo(1);

    home.run("sql", "ALTER BACKUP COLLECTION timed SET (INCREMENTAL_EVERY = '1s')").succeeded();

    Await.until("a backup: " + timed.show(), Duration.ofSeconds(60), () -> timed.backedUpTo() == 2);
    home.run("sql", "ALTER BACKUP COLLECTION timed RESET (INCREMENTAL_EVERY)").succeeded();
  }

  @Test
  void a_drop_is_refused_and_changes_nothing_unless_it_is_forced() {
    Outcome refused = home.run("drop", "forced", "--wait", "1s");

    assertThat(refused.err())
        .matches(
            "error: collection forced was not dropped, for its slot and publication cannot be removed: the"
                + " source \\Q"
                + line.place()
                + "\\E cannot be reached: .*\n"
                + "hint: Check host and port, that the server runs, and that a firewall lets this machine"
                + " in\\. Or drop it with --force, which leaves them there\\.\n");
    assertThat(refused.exit()).isEqualTo(1);
    assertThat(home.run("show", "forced").succeeded().out()).doesNotContain("drop");

    Outcome forced = home.run("drop", "forced", "--force");

    assertThat(forced.succeeded().out())
        .matches(
            "collection forced is dropped; its backups stay in \\S+, up to \\S+ \\S+ \\(sequence 2\\)\n"
                + "left in \\Q"
                + line.place()
                + "\\E, where its log grows until they are removed: replication slot tidemark_forced"
                + " and publication tidemark_forced\n"
                + "when it answers again, run there:\n"
                + "  SELECT pg_drop_replication_slot\\('tidemark_forced'\\);\n"
                + "  DROP PUBLICATION tidemark_forced;\n");
    assertThat(home.run("show", "--json").out()).doesNotContain("\"forced\"");
    thenWhatWasPrintedRemovesWhatWasLeft(forced.out());
  }

  private void thenWhatWasPrintedRemovesWhatWasLeft(String printed) {
    String left =
        "SELECT slot_name FROM pg_replication_slots WHERE slot_name = 'tidemark_forced'"
            + " UNION ALL SELECT pubname FROM pg_publication WHERE pubname = 'tidemark_forced'";
    assertThat(source.query(left)).hasSize(2);
    source.execute(
        printed
            .lines()
            .filter(said -> said.startsWith("  "))
            .map(String::strip)
            .toArray(String[]::new));
    assertThat(source.query(left)).isEmpty();
  }
}
