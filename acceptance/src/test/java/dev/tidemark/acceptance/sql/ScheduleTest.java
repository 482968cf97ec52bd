package dev.tidemark.acceptance.sql;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidemark.acceptance.await.Await;
import dev.tidemark.acceptance.running.BackupCollection;
import dev.tidemark.acceptance.running.Home;
import dev.tidemark.acceptance.servers.Database;
import dev.tidemark.acceptance.servers.Servers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A collection is backed up as often as is set on it, whatever the configuration says. */
class ScheduleTest {

  private static final Duration SOON = Duration.ofSeconds(90);

  private final Sql sql = new Sql(Home.shared());

  @Test
  void a_collection_has_a_schedule_of_its_own_until_it_is_taken_away() {
    Database source = Database.create(Servers.source(), "scheduled");
    source.execute("CREATE TABLE t (id int PRIMARY KEY)");
    sql.done(
        "CREATE BACKUP COLLECTION own_schedule (DATABASE) FROM '%s'".formatted(source.url())
            + " WITH (INCREMENTAL_EVERY = '1s', FULL_EVERY = 'off')");
    new BackupCollection(Home.shared(), "own_schedule").awaitStreaming();

    Await.until("the first full", SOON, () -> backups().size() == 1);
    source.execute("INSERT INTO t VALUES (1)");
    Await.until("an incremental", SOON, () -> backups().size() == 2);

    assertThat(backups().path(0).path("kind").asText()).isEqualTo("full");
    assertThat(backups().path(1).path("kind").asText()).isEqualTo("incremental");
    JsonNode operation = sql.json("SHOW OPERATIONS OF own_schedule").path("operations").path(0);
    assertThat(operation.path("started_by").asText()).isEqualTo("schedule");
    assertThat(operation.path("what").asText()).isEqualTo("scheduled incremental backup");

    JsonNode altered =
        sql.json("ALTER BACKUP COLLECTION own_schedule RESET (INCREMENTAL_EVERY, FULL_EVERY)");

    assertThat(altered.path("options")).isEmpty();
    sql.done("DROP BACKUP COLLECTION own_schedule WITH (DELETE_BACKUPS = TRUE)");
  }

  @Test
  void what_is_not_promised_is_given_up_after_a_scheduled_backup() {
    Database source = Database.create(Servers.source(), "given_up");
    source.execute("CREATE TABLE t (id int PRIMARY KEY, v int)", "INSERT INTO t VALUES (1, 0)");
    sql.done(
        "CREATE BACKUP COLLECTION given_up (DATABASE) FROM '%s'".formatted(source.url())
            + " WITH (INCREMENTAL_EVERY = '1s', FULL_EVERY = 'off',"
            + " EVERY_TRANSACTION_FOR = '1ms')");
    new BackupCollection(Home.shared(), "given_up").awaitStreaming();
    Await.until("the first full", SOON, () -> backups("given_up").size() == 1);

    source.execute("UPDATE t SET v = 1", "UPDATE t SET v = 2", "UPDATE t SET v = 3");
    Await.until("an incremental", SOON, () -> end("given_up") == 4);
    source.execute("UPDATE t SET v = 4");

    Path manifests = Home.shared().directory().resolve("archive/given_up/manifests");
    Await.until("a mark", SOON, () -> !thinned(manifests).isEmpty());
    assertThat(sql.json("SHOW OPERATIONS OF given_up").path("operations").findValuesAsText("what"))
        .containsOnly("scheduled full backup", "scheduled incremental backup");
    assertThat(sql.json("VERIFY given_up DEEP").path("intact").asBoolean()).isTrue();
    sql.done("DROP BACKUP COLLECTION given_up WITH (DELETE_BACKUPS = TRUE)");
  }

  private static List<Path> thinned(Path manifests) {
    try (Stream<Path> files = Files.list(manifests)) {
      return files.filter(file -> file.toString().endsWith(".thinned")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private long end(String name) {
    JsonNode backups = backups(name);
    return backups.path(backups.size() - 1).path("to").asLong();
  }

  private JsonNode backups(String name) {
    return sql.json("SHOW BACKUPS IN " + name).path("backups");
  }

  private JsonNode backups() {
    return backups("own_schedule");
  }
}
