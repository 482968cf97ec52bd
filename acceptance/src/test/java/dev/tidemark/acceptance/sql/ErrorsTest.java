package dev.tidemark.acceptance.sql;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidemark.acceptance.running.BackupCollection;
import dev.tidemark.acceptance.running.Home;
import dev.tidemark.acceptance.running.Outcome;
import dev.tidemark.acceptance.servers.Database;
import dev.tidemark.acceptance.servers.Servers;
import dev.tidemark.app.home.Operation;
import dev.tidemark.app.home.OperationLock;
import dev.tidemark.schemas.change.CollectionName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** Each thing that people get wrong with collections has its own message, and says what to do. */
@TestInstance(Lifecycle.PER_CLASS)
class ErrorsTest {

  private final Home home = Home.shared();
  private final Sql sql = new Sql(home);
  private Database source;
  private Database target;

  @BeforeAll
  void a_collection_without_incrementals_and_without_a_backup() {
    source = Database.create(Servers.source(), "errors");
    target = Database.create(Servers.source(), "errors_target");
    source.execute("CREATE TABLE orders (id int PRIMARY KEY)", "INSERT INTO orders VALUES (1)");
    sql.done(
        "CREATE BACKUP COLLECTION errors_shop (TABLE public.orders) FROM '%s'"
                .formatted(source.url())
            + " WITH (INCREMENTAL_BACKUP_ENABLED = 'false')");
    new BackupCollection(home, "errors_shop").awaitStreaming();
  }

  @Test
  void an_incremental_where_there_are_none() {
    assertFails(
        "BACKUP errors_shop INCREMENTAL",
        "error: incremental backups are disabled on collection errors_shop\n"
            + "hint: Take a full one: BACKUP errors_shop. Or enable them: ALTER BACKUP COLLECTION"
            + " errors_shop SET (INCREMENTAL_BACKUP_ENABLED = 'true').\n");
  }

  @Test
  void an_incremental_before_any_full() {
    sql.done("ALTER BACKUP COLLECTION errors_shop RESET (INCREMENTAL_BACKUP_ENABLED)");

    assertFails(
        "BACKUP errors_shop INCREMENTAL",
        "error: There is no full backup of errors_shop yet, and an incremental needs one.\n"
            + "hint: Take a full first: tidemark backup errors_shop\n");

    sql.done("ALTER BACKUP COLLECTION errors_shop SET (INCREMENTAL_BACKUP_ENABLED = 'false')");
  }

  @Test
  void a_member_that_is_not_there() {
    assertFails(
        "CREATE BACKUP COLLECTION other (TABLE public.ordres) FROM '%s'".formatted(source.url()),
        "error: the source %s has no table public.ordres\n".formatted(place())
            + "hint: Did you mean public.orders? Upper and lower case count.\n");
  }

  @Test
  void a_schema_without_tables() {
    assertFails(
        "CREATE BACKUP COLLECTION other (SCHEMA nowhere) FROM '%s'".formatted(source.url()),
        "error: there is no table in schema nowhere of %s\n".formatted(place())
            + "hint: Check the name of the schema and that the user may see it. A collection"
            + " begins with a table at least; those that come later are taken in by themselves.\n");
  }

  @Test
  void a_table_of_a_schema_that_cannot_be_captured_is_refused_and_not_left_out() {
    source.execute("CREATE SCHEMA odd", "CREATE UNLOGGED TABLE odd.scratch (id int PRIMARY KEY)");

    assertFails(
        "CREATE BACKUP COLLECTION other (SCHEMA odd) FROM '%s'".formatted(source.url()),
        "error: odd.scratch is unlogged: its changes are not in the source's log\n"
            + "hint: Run: ALTER TABLE \"odd\".\"scratch\" SET LOGGED;\n");
  }

  @Test
  void a_table_to_be_added_that_cannot_be() {
    source.execute(
        "CREATE UNLOGGED TABLE scratch (id int PRIMARY KEY)", "CREATE TABLE keyless (n int)");

    assertFails(
        "ALTER BACKUP COLLECTION errors_shop ADD TABLE public.ordres",
        "error: the source %s has no table public.ordres\n".formatted(place())
            + "hint: Did you mean public.orders? Upper and lower case count.\n");
    assertFails(
        "ALTER BACKUP COLLECTION errors_shop ADD TABLE public.scratch",
        "error: public.scratch is unlogged: its changes are not in the source's log\n"
            + "hint: Run: ALTER TABLE \"public\".\"scratch\" SET LOGGED;\n");
    assertFails(
        "ALTER BACKUP COLLECTION errors_shop ADD TABLE public.orders",
        "error: table public.orders is in collection errors_shop already\n"
            + "hint: `tidemark show errors_shop` lists its tables.\n");
    assertThat(sql.run("ALTER BACKUP COLLECTION errors_shop ADD TABLE public.keyless").err())
        .startsWith("error: table public.keyless has no primary key");
  }

  @Test
  void a_table_to_be_dropped_that_cannot_be() {
    assertFails(
        "ALTER BACKUP COLLECTION errors_shop DROP TABLE public.ordres",
        "error: table public.ordres is not in collection errors_shop\n"
            + "hint: Its tables are: public.orders.\n");
    assertFails(
        "ALTER BACKUP COLLECTION errors_shop DROP TABLE public.orders",
        "error: collection errors_shop would have no table left\n"
            + "hint: Drop the collection instead: `tidemark drop errors_shop`.\n");
  }

  @Test
  void a_restore_of_what_has_no_backup() {
    assertFails(
        "RESTORE errors_shop INTO '%s'".formatted(target.url()),
        "error: there is nothing to restore: collection errors_shop has no backup\n"
            + "hint: Take a backup first.\n");
  }

  @Test
  void a_collection_that_is_not_there() {
    assertFails(
        "BACKUP error_shop",
        "error: no such collection: error_shop\nhint: Did you mean errors_shop?\n");
  }

  @Test
  void a_second_operation_at_once_and_a_drop_while_one_runs() {
    Operation restore =
        Operation.asked(new CollectionName("errors_shop"), "restore", Instant.now());
    OperationLock running =
        OperationLock.tryTake(new dev.tidemark.app.home.Home(home.directory()), restore)
            .orElseThrow();
    try {
      String busy =
          "error: collection errors_shop is busy: restore %s since %s (process %d)\n"
                  .formatted(restore.id(), restore.since(), ProcessHandle.current().pid())
              + "hint: Try again when that is done, or break it off: CANCEL OPERATION '%s'.\n"
                  .formatted(restore.id());
      assertFails("BACKUP errors_shop", busy);
      assertFails("RESTORE errors_shop INTO '%s'".formatted(target.url()), busy);
      assertFails("COPY BACKUPS IN errors_shop TO 'file:///tmp/none'", busy);
      assertFails("DROP BACKUP COLLECTION errors_shop", busy);
    } finally {
      running.close();
    }
  }

  @Test
  void only_incrementals_are_left() throws IOException {
    Database other = Database.create(Servers.source(), "baseless");
    other.execute("CREATE TABLE orders (id int PRIMARY KEY)");
    sql.done("CREATE BACKUP COLLECTION baseless (DATABASE) FROM '%s'".formatted(other.url()));
    new BackupCollection(home, "baseless").awaitStreaming();
    sql.done("BACKUP baseless");
    other.execute("INSERT INTO orders VALUES (1)");
    sql.done("BACKUP baseless INCREMENTAL");
    JsonNode backups = sql.json("SHOW BACKUPS IN baseless").path("backups");
    Path manifests = home.directory().resolve("archive/baseless/manifests");
    try (Stream<Path> files = Files.list(manifests)) {
      Files.delete(files.sorted().toList().get(0));
    }

    String base = backups.path(0).path("name").asText();
    String incremental = backups.path(1).path("name").asText();
    assertFails(
        "RESTORE baseless AT SEQUENCE 2 INTO '%s'".formatted(target.url()),
        "error: the base is missing: %s follows %s, which is not there\n"
                .formatted(incremental, base)
            + "hint: Bring the manifest of %s back, and those before it up to a full backup.\n"
                .formatted(base));
  }

  @Test
  void a_restore_onto_tables_that_are_there() {
    Database kept = Database.create(Servers.source(), "kept");
    kept.execute("CREATE TABLE orders (mine text)", "INSERT INTO orders VALUES ('mine')");
    sql.done("CREATE BACKUP COLLECTION onto (TABLE public.other) FROM '%s'".formatted(other()));
    new BackupCollection(home, "onto").awaitStreaming();
    sql.done("BACKUP onto");
    kept.execute("CREATE TABLE other (mine text)");

    Outcome refused = sql.run("RESTORE onto AT SEQUENCE 1 INTO '%s'".formatted(kept.url()));

    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.err()).contains("public.other");
    assertThat(kept.query("SELECT count(*) FROM other")).isEqualTo(List.of("0"));
    assertThat(kept.query("SELECT mine FROM orders")).isEqualTo(List.of("mine"));
  }

  private String other() {
    Database other = Database.create(Servers.source(), "onto");
    other.execute("CREATE TABLE other (id int PRIMARY KEY)", "INSERT INTO other VALUES (1)");
    return other.url();
  }

  @Test
  void what_is_there_or_not_may_be_accepted() {
    Outcome before =
        sql.run(
            "CREATE BACKUP COLLECTION IF NOT EXISTS errors_shop (DATABASE) FROM '%s'"
                .formatted(source.url()));
    Outcome missing = sql.run("DROP BACKUP COLLECTION IF EXISTS nobody");

    assertThat(before.succeeded().out())
        .isEqualTo("collection errors_shop exists already, and stays as it is\n");
    assertThat(missing.succeeded().out()).isEqualTo("there is no collection nobody\n");
    assertFails(
        "CREATE BACKUP COLLECTION errors_shop (DATABASE) FROM '%s'".formatted(source.url()),
        "error: collection errors_shop exists already\n"
            + "hint: Choose another name, or remove it first with `tidemark drop errors_shop`.\n");
  }

  private String place() {
    return source.url().replaceFirst("postgresql://[^@]*@", "");
  }

  private void assertFails(String statement, String message) {
    Outcome outcome = sql.run(statement);

    assertThat(outcome.err()).isEqualTo(message);
    assertThat(outcome.exit()).isEqualTo(1);
    assertThat(outcome.out()).isEmpty();
  }
}
