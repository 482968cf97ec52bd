package dev.tidemark.acceptance.memory;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidemark.acceptance.running.BackupCollection;
import dev.tidemark.acceptance.running.CommandProcess;
import dev.tidemark.acceptance.running.Home;
import dev.tidemark.acceptance.running.Started;
import dev.tidemark.acceptance.servers.Database;
import dev.tidemark.acceptance.servers.Servers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The build runs it with small numbers; {@code -Dmemory.rows=5000000 -Dmemory.changes=2000000}
 * shows what is promised.
 */
class MemoryTest {

  private static final int ROWS = Integer.getInteger("memory.rows", 100_000);
  private static final int CHANGES = Integer.getInteger("memory.changes", 40_000);

  /** For what hangs: nothing here takes as long on any machine. */
  private static final Duration PATIENCE = Duration.ofMinutes(30);

  @Test
  void a_big_table_and_a_big_transaction_go_through_everything_in_512_mebibytes(
      @TempDir Path directory) {
    Database source = Database.create(Servers.source(), "big");
    Database latest = Database.create(Servers.source(), "big_latest");
    Database past = Database.create(Servers.source(), "big_past");
    BigTable table = BigTable.create(source, ROWS);
    Home home = Home.in(directory.resolve("home"));
    Steps steps = new Steps(directory);
    try (Started started = home.start(steps.limited("start"))) {
      BackupCollection collection = steps.time("snapshot", () -> snapshot(home, source));
      steps.time("full backup", () -> run(home, steps, "backup", "big"));
      String before = table.digest();
      long full = collection.backedUpTo();
      steps.time("transaction", () -> table.change(CHANGES));
      String after = table.digest();

      JsonNode incremental =
          steps.time(
              "incremental backup",
              () -> run(home, steps, "backup", "big", "--incremental", "--wait", "30m"));
      steps.time(
          "restore of the latest",
          () -> run(home, steps, "restore", "big", "--latest", "--into", latest.url()));
      steps.time(
          "restore from before",
          () -> run(home, steps, "restore", "big", "--sequence", "" + full, "--into", past.url()));

      assertThat(incremental.path("complete").asBoolean()).isTrue();
      assertThat(new BigTable(latest).digest()).isEqualTo(after).isNotEqualTo(before);
      assertThat(new BigTable(past).digest()).isEqualTo(before);
      assertThat(started.isAlive()).isTrue();
    }
    System.out.printf("%d rows, a transaction of %d changes:%n%s", ROWS, CHANGES, steps);
  }

  private static BackupCollection snapshot(Home home, Database source) {
    BackupCollection collection =
        BackupCollection.create(home, "big", source, List.of(BigTable.NAME));
    collection.awaitStreaming(PATIENCE);
    return collection;
  }

  /** In a process of its own, with the same heap. */
  private static JsonNode run(Home home, Steps steps, String command, String... arguments) {
    List<String> words = new ArrayList<>(List.of(arguments));
    words.add("--json");
    try (CommandProcess process =
        home.begin(List.of(steps.limited(command)), command, words.toArray(String[]::new))) {
      return process.awaitEnd(PATIENCE).json();
    }
  }
}
