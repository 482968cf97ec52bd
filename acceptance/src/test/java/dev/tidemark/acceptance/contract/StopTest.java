package dev.tidemark.acceptance.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.acceptance.await.Await;
import dev.tidemark.acceptance.running.BackupCollection;
import dev.tidemark.acceptance.running.Home;
import dev.tidemark.acceptance.running.Started;
import dev.tidemark.acceptance.servers.Database;
import dev.tidemark.acceptance.servers.Servers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code start} stops when told to, within ten seconds and with exit code 0, whatever it is at; and
 * when its home is lost afterwards, the backups alone give everything back.
 */
class StopTest {

  private static final Duration PROMISED = Duration.ofSeconds(10);
  private static final Duration LATE = Duration.ofMinutes(2);
  private static final int ROWS = 60_000;
  private static final String ALL = "SELECT * FROM busy ORDER BY id";

  /** The heap promised for everything, and what makes a start of a few seconds cheaper. */
  private static final String[] OPTIONS = {
    "-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"
  };

  @TempDir Path directory;

  private final Database source = Database.create(Servers.source(), "busy");
  private final Database target = Database.create(Servers.source(), "busy_target");

  @Test
  void start_stops_cleanly_whatever_it_is_at_and_what_it_made_outlives_its_home()
      throws IOException {
    Home home = Home.in(directory.resolve("home"));
    BackupCollection collection = new BackupCollection(home, "busy");
    source.execute("CREATE TABLE busy (id int PRIMARY KEY, v text)", rows(1));

    Duration whileSnapshotting = whenStoppedWhileSnapshotting(home, collection);
    Duration whileWorking;
    try (Load load = Load.on(source)) {
      whileWorking = whenStoppedUnderLoadDuringAScheduledBackup(home, collection);
      assertThat(load.commits()).isPositive();
    }
    Duration whileIdle = whenStoppedAfterTheLatestWasRestored(home, collection);
    thenTheBackupsAloneGiveEverything(home);

    System.out.printf(
        "stopped while snapshotting in %d ms, under load during a backup in %d ms, idle in %d ms%n",
        whileSnapshotting.toMillis(), whileWorking.toMillis(), whileIdle.toMillis());
  }

  private Duration whenStoppedWhileSnapshotting(Home home, BackupCollection collection) {
    try (Started started = home.start(OPTIONS)) {
      home.run(
              "create",
              "busy",
              "--source",
              source.url(),
              "--table",
              "public.busy",
              "--storage",
              storage())
          .succeeded();
      assertThat(collection.show().path("state").asText()).isEqualTo("snapshotting");

      return stopped(started);
    }
  }

  private Duration whenStoppedUnderLoadDuringAScheduledBackup(
      Home home, BackupCollection collection) {
    home.scheduled("1s", "off");
    try (Started started = home.start(OPTIONS)) {
      thenARestoreWaitsForAScheduledBackup(collection);
      source.execute(rows(ROWS + 1));
      Await.until(
          "a scheduled backup",
          LATE,
          () -> beforeHistory(collection, "0s").startsWith("error: collection busy is busy: sche"));

      return stopped(started);
    }
  }

  private void thenARestoreWaitsForAScheduledBackup(BackupCollection collection) {
    String waited =
        Await.value(
            "a restore that waits",
            LATE,
            () ->
                Optional.of(beforeHistory(collection, "90s"))
                    .filter(said -> said.startsWith("note: ")));

    assertThat(waited)
        .matches(
            "note: waiting for the scheduled full backup \\d+-busy since \\S+ \\(process \\d+\\)\n"
                + "error: the restore point is before the history of collection busy, .*\n"
                + "hint: .*\n");
  }

  /** What a restore says that takes its turn, and then finds nothing to do. */
  private String beforeHistory(BackupCollection collection, String patience) {
    String nowhere = directory.resolve("nowhere").toUri().toString();
    return collection.restoreInto(nowhere, "--sequence", "0", "--wait", patience).err();
  }

  private Duration whenStoppedAfterTheLatestWasRestored(Home home, BackupCollection collection) {
    home.scheduled("off", "off");
    try (Started started = home.start(OPTIONS)) {
      collection.awaitStreaming();
      collection.restore(target, "--latest", "--wait", "90s", "--replace");
      assertThat(target.copy(ALL)).isEqualTo(source.copy(ALL));

      return stopped(started);
    }
  }

  private static Duration stopped(Started started) {
    long begun = System.nanoTime();
    int exit = started.terminate(PROMISED);
    assertThat(exit).as(started.toString()).isZero();
    return Duration.ofNanos(System.nanoTime() - begun);
  }

  private void thenTheBackupsAloneGiveEverything(Home home) throws IOException {
    try (Stream<Path> files = Files.walk(home.directory())) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
    target.execute("DROP TABLE busy");

    Home.runWithout("restore", "busy", "--storage", storage(), "--latest", "--into", target.url())
        .succeeded();

    List<String> restored = target.copy(ALL);
    assertThat(restored).hasSizeGreaterThan(2 * ROWS).isEqualTo(source.copy(ALL));
  }

  private String storage() {
    return directory.resolve("backups").toUri().toString();
  }

  private static String rows(int from) {
    return "INSERT INTO busy SELECT n, md5(n::text) FROM generate_series(%d, %d) n"
        .formatted(from, from + ROWS - 1);
  }
}
