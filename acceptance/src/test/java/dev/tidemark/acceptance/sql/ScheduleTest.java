package dev.tidemark.acceptance.sql;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidemark.acceptance.await.Await;
import dev.tidemark.acceptance.running.BackupCollection;
import dev.tidemark.acceptance.running.Home;
import dev.tidemark.acceptance.servers.Database;
import dev.tidemark.acceptance.servers.Servers;
import java.time.Duration;
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

  private JsonNode backups() {
    return sql.json("SHOW BACKUPS IN own_schedule").path("backups");
  }
}
