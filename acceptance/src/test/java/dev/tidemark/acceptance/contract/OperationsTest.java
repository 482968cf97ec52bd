package dev.tidemark.acceptance.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidemark.acceptance.running.BackupCollection;
import dev.tidemark.acceptance.running.CommandProcess;
import dev.tidemark.acceptance.running.Home;
import dev.tidemark.acceptance.running.Outcome;
import dev.tidemark.acceptance.servers.Database;
import dev.tidemark.acceptance.servers.Servers;
import dev.tidemark.schemas.change.TableId;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** What one process does, any other can see and break off. */
@TestInstance(Lifecycle.PER_CLASS)
class OperationsTest {

  private static final Duration SOON = Duration.ofSeconds(30);

  private Database source;
  private BackupCollection collection;

  @BeforeAll
  void a_collection_with_a_backup() {
    source = Database.create(Servers.source(), "operations");
    source.execute(Gate.table(1_000));
    collection =
        BackupCollection.protect(
            Home.shared(), "operations", source, List.of(TableId.parse("public.gated")));
    collection.backup();
  }

  @Test
  void a_restore_is_cancelled_from_another_process_and_leaves_nothing() {
    Database target = Database.create(Servers.source(), "cancelled_target");
    try (Gate gate = Gate.closed(target);
        CommandProcess restore = restoring(target)) {
      gate.awaitRestore();
      JsonNode running = newest();
      assertThat(running.path("state").asText()).isEqualTo("running");
      assertThat(running.path("what").asText()).isEqualTo("restore");
      assertThat(running.path("step").asText()).isEqualTo("load");
      assertThat(running.path("process").asLong()).isEqualTo(restore.pid());
      assertThat(running.path("started_by").asText()).isEqualTo(System.getProperty("user.name"));

      String id = running.path("id").asText();
      Outcome cancel = Home.shared().run("sql", "CANCEL OPERATION '" + id + "'");
      Outcome ended = restore.awaitEnd(SOON);

      assertThat(cancel.succeeded().out())
          .isEqualTo("operation " + id + " is cancelled: the restore was cancelled\n");
      assertThat(ended.exit()).isEqualTo(1);
      assertThat(ended.err())
          .isEqualTo(
              "error: the restore was cancelled\n"
                  + "hint: Nothing was published. Restore again when you want to.\n");
      assertThat(tables(target)).isEmpty();
      assertThat(one(id).path("state").asText()).isEqualTo("cancelled");
      assertThat(Home.shared().run("sql", "CANCEL OPERATION '" + id + "'").err())
          .startsWith("error: operation " + id + " does not run: it is cancelled\n");
    }
  }

  @Test
  void a_killed_restore_is_shown_as_killed_and_holds_nobody_up() {
    Database target = Database.create(Servers.source(), "killed_target");
    String id;
    try (Gate gate = Gate.closed(target);
        CommandProcess restore = restoring(target)) {
      gate.awaitRestore();
      id = newest().path("id").asText();

      restore.kill();
      Outcome unused = restore.awaitEnd(SOON);

      assertThat(one(id).path("state").asText()).isEqualTo("killed");
      assertThat(one(id).path("result").asText())
          .isEqualTo("its process ended before it was done; nothing of it is to be seen");
      gate.open();
      gate.awaitNoRestore();
    }
    collection.restore(target, "--sequence", "1");

    JsonNode done = newest();
    assertThat(done.path("state").asText()).isEqualTo("done");
    assertThat(done.path("percentage").asInt()).isEqualTo(100);
    assertThat(done.path("result").asText())
        .isEqualTo("restored to sequence 1: 1000 rows of 1 tables");
    assertThat(one(id).path("state").asText()).isEqualTo("killed");
  }

  @Test
  void a_backup_tells_what_it_made() {
    source.execute("UPDATE gated SET v = 'new' WHERE id = 1");
    collection.incremental();

    JsonNode backups = collection.show().path("backups");
    JsonNode done = newest();
    assertThat(done.path("what").asText()).isEqualTo("incremental backup");
    assertThat(done.path("result").asText())
        .isEqualTo(backups.path(backups.size() - 1).path("name").asText());
  }

  private CommandProcess restoring(Database target) {
    return Home.shared()
        .begin("sql", "RESTORE operations AT SEQUENCE 1 INTO '%s'".formatted(target.url()));
  }

  private static JsonNode newest() {
    return json("SHOW OPERATIONS OF operations").path("operations").path(0);
  }

  private static JsonNode one(String id) {
    return json("SHOW OPERATION '" + id + "'");
  }

  private static JsonNode json(String statement) {
    return Home.shared().run("sql", statement, "--json").json();
  }

  private static List<String> tables(Database target) {
    return target.query(
        "SELECT n.nspname || '.' || c.relname FROM pg_class c JOIN pg_namespace n ON n.oid ="
            + " c.relnamespace WHERE n.nspname !~ '^pg_|^information_schema$' ORDER BY 1");
  }
}
