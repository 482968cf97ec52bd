package dev.tidemark.acceptance.crash;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidemark.acceptance.log.CommittedLog;
import dev.tidemark.acceptance.running.BackupCollection;
import dev.tidemark.acceptance.running.Home;
import dev.tidemark.acceptance.running.Started;
import dev.tidemark.acceptance.seed.Seeded;
import dev.tidemark.acceptance.servers.Database;
import dev.tidemark.acceptance.servers.Servers;
import dev.tidemark.acceptance.workload.Batches;
import dev.tidemark.schemas.change.TableId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(Seeded.class)
class KillTest {

  private static final int KILLS = Integer.getInteger("kills", 20);
  private static final int ROWS_BEFORE = 50_000;

  /** The heap promised for everything, and what makes a start of a few seconds cheaper. */
  private static final String[] OPTIONS = {
    "-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"
  };

  @Test
  void killed_twenty_times_it_loses_nothing_and_doubles_nothing(
      @TempDir Path directory, Random random) {
    Database source = Database.create(Servers.source(), "kill");
    Batches.createTables(source, ROWS_BEFORE);
    Home home = Home.in(directory.resolve("home")).scheduled("2s", "15s");
    long commits;
    BackupCollection collection;
    try (BatchWriter writer = BatchWriter.start(source, new Random(random.nextLong()))) {
      collection = when_killed_in_the_middle_of_the_snapshot(home, source);
      when_killed_just_after_the_snapshot(home, collection);
      for (int kill = 2; kill < KILLS; kill++) {
        when_killed_at_a_random_moment(home, random);
      }
      commits = writer.stop();
    }

    home.scheduled("off", "off");
    try (Started last = home.start(OPTIONS)) {
      assertThat(last.isAlive()).isTrue();
      then_the_latest_state_equals_the_source(collection, source);
      then_every_change_is_in_the_log_once(home, collection, commits);
    }
  }

  private static BackupCollection when_killed_in_the_middle_of_the_snapshot(
      Home home, Database source) {
    try (Started started = home.start(OPTIONS)) {
      BackupCollection collection = BackupCollection.create(home, "kill", source, Batches.tables());
      started.kill();
      return collection;
    }
  }

  /** The others then happen to a collection that has something to lose. */
  private static void when_killed_just_after_the_snapshot(Home home, BackupCollection collection) {
    try (Started started = home.start(OPTIONS)) {
      collection.awaitStreaming();
      started.kill();
    }
  }

  /** One in three while it starts, the others while it works. */
  private static void when_killed_at_a_random_moment(Home home, Random random) {
    try (Started started = home.launch(OPTIONS)) {
      if (random.nextInt(3) > 0) {
        started.awaitReady();
      }
      started.runFor(Duration.ofMillis(random.nextInt(2_500)));
      started.kill();
    }
  }

  private static void then_the_latest_state_equals_the_source(
      BackupCollection collection, Database source) {
    collection.awaitStreaming();
    collection.backup();
    Database restored = Database.create(Servers.source(), "kill_restored");
    JsonNode report = collection.restore(restored, "--latest", "--wait", "120s");
    assertThat(report.path("verified").asBoolean()).isTrue();
    for (TableId table : Batches.tables()) {
      String rows = "SELECT * FROM " + table.quoted() + " t ORDER BY t::text COLLATE \"C\"";
      assertThat(restored.copy(rows)).as(table.toString()).isEqualTo(source.copy(rows));
    }
  }

  private static void then_every_change_is_in_the_log_once(
      Home home, BackupCollection collection, long commits) {
    CommittedLog log = CommittedLog.read(home.kafka(), collection.name());
    assertThat(log.faults()).isEmpty();
    assertThat(log.commits()).hasSizeLessThanOrEqualTo((int) commits + 1).hasSizeGreaterThan(20);
    System.out.printf(
        "killed %d times: %d transactions with %d changes, each once%n",
        KILLS, log.commits().size(), log.changes());
  }
}
