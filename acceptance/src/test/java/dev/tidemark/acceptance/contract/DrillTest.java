package dev.tidemark.acceptance.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidemark.acceptance.await.Await;
import dev.tidemark.acceptance.running.BackupCollection;
import dev.tidemark.acceptance.running.CommandProcess;
import dev.tidemark.acceptance.running.Home;
import dev.tidemark.acceptance.running.Outcome;
import dev.tidemark.acceptance.servers.Database;
import dev.tidemark.acceptance.servers.Servers;
import dev.tidemark.schemas.change.TableId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** A restore is drilled where nobody sees it, and what came of it is written down. */
@TestInstance(Lifecycle.PER_CLASS)
class DrillTest {

  private static final Duration SOON = Duration.ofSeconds(60);

  private final Home home = Home.shared();
  private Database source;
  private BackupCollection collection;

  @BeforeAll
  void a_collection_with_a_backup() {
    source = Database.create(Servers.source(), "drilled");
    source.execute(Gate.table(500));
    collection =
        BackupCollection.protect(home, "drilled", source, List.of(TableId.parse("public.gated")));
    collection.backup();
  }

  @Test
  void a_drill_into_files_passes_and_leaves_nothing_but_its_verdict() throws IOException {
    source.execute("UPDATE gated SET v = 'other' WHERE id = 1");

    Outcome drill = home.run("drill", "drilled");

    assertThat(drill.succeeded().out())
        .matches(
            "drilled: passed: sequence [0-9,]+ restored into files and verified, 500 rows of 1"
                + " table; the same as in the source\n");
    assertThat(home.directory().resolve("run/tidemark-drill-drilled")).doesNotExist();
    JsonNode last = collection.show().path("last_drill");
    assertThat(last.path("passed").asBoolean()).isTrue();
    assertThat(last.path("source").asText()).isEqualTo("same");
    assertThat(last.path("tables").path(0).path("rows").asLong()).isEqualTo(500);
    assertThat(home.run("sql", "SHOW BACKUPS IN drilled").succeeded().out())
        .contains("  last drill  ")
        .contains(", passed: sequence ");
    assertThat(verdicts()).isNotEmpty();
    assertThat(home.run("verify", "drilled", "--deep").exit()).isZero();
  }

  @Test
  void a_drill_into_a_database_is_not_seen_there() {
    Database target = Database.create(Servers.source(), "drill_target");
    Gate.none(target);

    JsonNode drill =
        home.run("sql", "DRILL drilled INTO '%s'".formatted(target.url()), "--json").json();

    assertThat(drill.path("passed").asBoolean()).describedAs("%s", drill).isTrue();
    assertThat(drill.path("into").asText()).isEqualTo("database");
    assertThat(drill.path("tables").path(0).path("table").asText()).isEqualTo("public.gated");
    assertThat(schemas(target)).containsExactly("public");
  }

  @Test
  void a_drill_that_was_cancelled_or_killed_is_cleaned_up_and_writes_nothing_down()
      throws IOException {
    Database target = Database.create(Servers.source(), "drill_killed");
    int before = verdicts().size();
    try (Gate gate = Gate.closed(target);
        CommandProcess drill =
            home.begin("sql", "DRILL drilled INTO '%s'".formatted(target.url()))) {
      gate.awaitRestore();
      String id =
          home.run("sql", "SHOW OPERATIONS OF drilled", "--json")
              .json()
              .path("operations")
              .path(0)
              .path("id")
              .asText();

      assertThat(home.run("sql", "CANCEL OPERATION '" + id + "'").succeeded().out())
          .isEqualTo("operation " + id + " is cancelled: the drill was cancelled\n");
      assertThat(drill.awaitEnd(SOON).err())
          .isEqualTo(
              "error: the drill was cancelled\n"
                  + "hint: Nothing of it is left, and nothing is written down.\n");
      assertThat(schemas(target)).containsExactly("public");
    }
    try (Gate gate = Gate.closed(target);
        CommandProcess drill =
            home.begin("sql", "DRILL drilled INTO '%s'".formatted(target.url()))) {
      gate.awaitRestore();
      drill.kill();
      Outcome unused = drill.awaitEnd(SOON);
      gate.open();
      gate.awaitNoRestore();
    }
    assertThat(schemas(target)).hasSize(2);
    assertThat(verdicts()).hasSize(before);

    home.run("sql", "DRILL drilled INTO '%s'".formatted(target.url())).succeeded();

    assertThat(schemas(target)).containsExactly("public");
  }

  @Test
  void what_a_killed_drill_left_in_files_is_removed_by_the_next() throws IOException {
    Path left = home.directory().resolve("run/tidemark-drill-drilled/.restore.tidemark-0a1b");
    Files.createDirectories(left);
    Files.writeString(left.resolve("public.gated.avro"), "half");

    home.run("drill", "drilled").succeeded();

    assertThat(left.getParent()).doesNotExist();
  }

  @Test
  void drills_come_by_the_clock_and_one_of_damaged_backups_fails() throws IOException {
    Database other = Database.create(Servers.source(), "drill_scheduled");
    other.execute("CREATE TABLE t (id int PRIMARY KEY)", "INSERT INTO t VALUES (1), (2)");
    home.run(
            "create",
            "by_clock",
            "--source",
            other.url(),
            "--table",
            "public.t",
            "--drill-every",
            "1s")
        .succeeded();
    BackupCollection scheduled = new BackupCollection(home, "by_clock");
    scheduled.awaitStreaming();
    scheduled.backup();

    Await.until(
        "a drill that passed",
        SOON,
        () -> scheduled.show().path("last_drill").path("passed").asBoolean());
    JsonNode operation =
        home.run("sql", "SHOW OPERATIONS OF by_clock", "--json").json().path("operations").path(0);
    assertThat(operation.path("what").asText()).isEqualTo("scheduled drill");
    assertThat(operation.path("started_by").asText()).isEqualTo("schedule");

    home.run("sql", "ALTER BACKUP COLLECTION by_clock RESET (DRILL_EVERY)").succeeded();
    Path base = base();
    Files.delete(base);
    Outcome failed = home.run("drill", "by_clock", "--wait", "60s");

    assertThat(failed.exit()).isEqualTo(1);
    assertThat(failed.out())
        .startsWith("by_clock: FAILED: by_clock/data/")
        .contains(base.getFileName().toString());
    assertThat(scheduled.show().path("last_drill").path("passed").asBoolean()).isFalse();
    assertThat(scheduled.show().path("last_drill").path("problem").asText())
        .contains(base.getFileName().toString());
    home.run("drop", "by_clock", "--delete-backups").succeeded();
  }

  @Test
  void where_drills_go_has_no_password() {
    Outcome refused =
        home.run(
            "sql",
            "ALTER BACKUP COLLECTION drilled SET (DRILL_INTO = 'postgresql://me:secret@db/shop')");

    assertThat(refused.exit()).isEqualTo(2);
    assertThat(refused.err())
        .contains(
            "the place of drills is kept in a file and shown: leave the password out, and give it"
                + " to the server as TIDEMARK_TARGET_PASSWORD or PGPASSWORD");
  }

  private Path base() throws IOException {
    try (Stream<Path> files = Files.walk(collection.storage().resolve("by_clock/data"))) {
      return files.filter(file -> file.toString().contains("base-")).findFirst().orElseThrow();
    }
  }

  private List<Path> verdicts() throws IOException {
    Path drills = collection.storage().resolve("drilled/drills");
    if (!Files.exists(drills)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(drills)) {
      return files.toList();
    }
  }

  private static List<String> schemas(Database target) {
    return target.query(
        "SELECT nspname FROM pg_namespace WHERE nspname !~ '^pg_|^information_schema$' ORDER BY 1");
  }
}
