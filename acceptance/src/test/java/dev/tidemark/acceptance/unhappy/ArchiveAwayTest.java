package dev.tidemark.acceptance.unhappy;

import static dev.tidemark.acceptance.unhappy.Failure.assertFailed;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidemark.acceptance.await.Await;
import dev.tidemark.acceptance.running.BackupCollection;
import dev.tidemark.acceptance.running.Home;
import dev.tidemark.acceptance.running.Pages;
import dev.tidemark.acceptance.running.Started;
import dev.tidemark.acceptance.servers.Database;
import dev.tidemark.acceptance.servers.Servers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The archive is away for long, as when its file system is not mounted: its directory is empty
 * then. Kafka has given up what the backups have, so an archive without any would be a loss.
 */
class ArchiveAwayTest {

  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String FAILING =
      "tidemark_backup_failing_since_time_seconds{collection=\"unmounted\"}";
  private static final String GONE = "there is nothing of collection unmounted in ";
  private static final String HINT =
      "Is it mounted, and is it the right one? Once it is back as it was, backups go on from where"
          + " they ended. If it is lost for good, drop the collection with --force and make it"
          + " anew.";

  @TempDir Path directory;

  private final Database source = Database.create(Servers.source(), "away");

  @Test
  void backups_fail_with_the_reason_capture_goes_on_and_the_next_backup_has_everything()
      throws Exception {
    Path archive = directory.resolve("archive");
    Path elsewhere = directory.resolve("elsewhere");
    source.execute("CREATE TABLE orders (id int PRIMARY KEY)", "INSERT INTO orders VALUES (1)");
    Home home = new Home(directory.resolve("home")).configured(configuration());
    BackupCollection collection = new BackupCollection(home, "unmounted");
    Pages pages = new Pages(home);
    String since;
    try (Started start = home.start(Home.shortLife("256m"))) {
      assertThat(start.isAlive()).isTrue();
      home.run("create", creation(archive)).succeeded();
      collection.awaitStreaming();
      source.execute("INSERT INTO orders VALUES (2)");
      Await.lastingly("Kafka has lost what backups have", SOON, () -> firstOffset(home) > 0);
      assertThat(pages.metric(FAILING)).contains(0.0);

      Files.move(archive, elsewhere);
      Files.createDirectory(archive);
      source.execute("INSERT INTO orders VALUES (3)");

      since = awaitFailure(collection, GONE + archive + ". " + HINT).path("since").asText();
      assertThat(home.run("show", "unmounted").out())
          .contains("unmounted: streaming, ", "\n  NO BACKUP   since ", ": " + GONE + archive);
      // The pages may be as old as a second, and the commands above took less.
      Await.lastingly(
          "the metrics tell of it", SOON, () -> pages.metric(FAILING).orElseThrow() > 0);
      assertThat(
              pages.metric(
                  "tidemark_operations_seconds_count{operation=\"backup\",result=\"failed\"}"))
          .get()
          .satisfies(count -> assertThat(count).isPositive());
      assertThat(pages.health()).isEqualTo(503);
    }
    try (Started again = home.start(Home.shortLife("256m"))) {
      assertThat(again.isAlive()).isTrue();
      source.execute("INSERT INTO orders VALUES (4)");
      collection.awaitCaptured(4);
      assertThat(awaitFailure(collection, GONE + archive + ". " + HINT).path("since").asText())
          .as("since the first, before the restart")
          .isEqualTo(since);
      assertFailed(home.run("backup", "unmounted"), GONE + archive, HINT);

      // A directory with something in it would not be deleted.
      Files.delete(archive);
      Files.createFile(archive);
      awaitFailure(
          collection,
          "cannot read unmounted/keys.json in "
              + archive
              + ": a part of the path is not a directory. Check that the storage is reachable and"
              + " healthy, then try again.");
      assertThat(collection.show().path("state").asText()).isEqualTo("streaming");

      Files.delete(archive);
      Files.move(elsewhere, archive);
      Await.lastingly("a backup of all", SOON, () -> collection.backedUpTo() >= 4);
      Await.lastingly("all is well", SOON, () -> pages.health() == 200);
      assertThat(collection.show().path("backup_failure").isNull()).isTrue();
      assertThat(pages.metric(FAILING)).contains(0.0);
      Database target = Database.create(Servers.source(), "away_target");
      collection.restore(target, "--latest");
      assertThat(target.copy("SELECT * FROM orders ORDER BY id"))
          .containsExactly("1", "2", "3", "4");
      collection.drop();
    }
  }

  private static List<String> configuration() {
    List<String> lines =
        new ArrayList<>(
            List.of(
                "heartbeat = 500ms",
                "backup-every = 1s",
                "full-every = off",
                "release-after = 0s"));
    Servers.chosen().kafka().ifPresent(at -> lines.add("kafka.bootstrap-servers = " + at));
    return lines;
  }

  private String[] creation(Path archive) {
    return new String[] {
      "unmounted",
      "--source",
      source.url(),
      "--table",
      "public.orders",
      "--storage",
      archive.toUri().toString()
    };
  }

  private static JsonNode awaitFailure(BackupCollection collection, String problem) {
    Await.lastingly(
        "backups fail: " + problem,
        SOON,
        () -> collection.show().path("backup_failure").path("problem").asText().equals(problem));
    return collection.show().path("backup_failure");
  }

  private static long firstOffset(Home home) {
    TopicPartition orders = new TopicPartition("unmounted.public.orders", 0);
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", home.kafka()))) {
      return admin
          .listOffsets(Map.of(orders, OffsetSpec.earliest()))
          .partitionResult(orders)
          .get()
          .offset();
    } catch (ExecutionException e) {
      return 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 0;
    }
  }
}
