package dev.tidemark.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.timeline.TimelineEntry;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A capture whose source lost files of its log behind the server's back")
final class RemovedLogTest {

  private static final TableId ROWS = TableId.parse("public.rows");

  @TempDir private static Path directory;

  private static SourceServer source;
  private static EmbeddedPostgres server;

  @BeforeAll
  static void startServer() throws IOException {
    int port = OwnServer.freePort();
    source = SourceServer.on(port);
    server = OwnServer.start(directory.resolve("data"), port);
  }

  @AfterAll
  static void stopServer() throws IOException {
    server.close();
  }

  /** A sequence each for rows 1 and 2; rows 3 and 4 come after the stop. */
  private static Running stopped() {
    source.execute(
        "DROP TABLE IF EXISTS public.rows",
        "CREATE TABLE public.rows (id int PRIMARY KEY)",
        "INSERT INTO public.rows VALUES (1)");
    Running capture = Running.start(source, "public.rows").afterSnapshot();
    source.execute("INSERT INTO public.rows VALUES (2)");
    capture.caughtUp();
    capture.stop();
    source.execute(
        "INSERT INTO public.rows VALUES (3)",
        "SELECT pg_switch_wal()",
        "INSERT INTO public.rows VALUES (4)");
    return capture;
  }

  @Test
  void says_that_it_is_a_gap_although_the_server_says_that_its_slot_has_everything()
      throws IOException {
    try (Running capture = stopped()) {
      String reason = reason(capture, takeAway());

      capture.startAgain(Duration.ofMillis(1));

      capture.until(() -> capture.status().state() == CaptureState.GAP);
      assertThat(source.value("SELECT wal_status FROM pg_replication_slots")).isEqualTo("reserved");
      assertThat(capture.history().entries(TimelineEntry.Gap.class))
          .singleElement()
          .satisfies(gap -> assertThat(gap.reason()).isEqualTo(reason))
          .satisfies(gap -> assertThat(gap.sequence().value()).isEqualTo(2));
      capture.stop();
      capture.startAgain(AfterGap.NEW_SNAPSHOT);
      capture.until(() -> capture.status().state() == CaptureState.STREAMING);
      source.execute("INSERT INTO public.rows VALUES (5)");
      assertThat(capture.caughtUp().events())
          .filteredOn(event -> event.id().sequence().value() >= 3)
          .extracting(event -> event.after().get("id"))
          .containsExactlyInAnyOrder("1", "2", "3", "4", "5");
      dropSlot(capture);
    }
  }

  @Test
  void goes_on_with_nothing_lost_when_they_are_put_back_in_time() throws IOException {
    try (Running capture = stopped()) {
      String reason = reason(capture, takeAway());
      capture.startAgain();
      capture.until(
          () -> capture.status().lastError().filter(error -> error.startsWith(reason)).isPresent());

      putBack();

      assertThat(capture.caughtUp().table(ROWS)).hasSize(4);
      assertThat(capture.history().entries(TimelineEntry.Gap.class)).isEmpty();
      dropSlot(capture);
    }
  }

  private static String reason(Running capture, String segment) {
    return "the server has removed the log that replication slot "
        + capture.config().slot()
        + " needed: file "
        + segment
        + " is gone";
  }

  private static void dropSlot(Running capture) {
    capture.stop();
    source.execute("SELECT pg_drop_replication_slot('" + capture.config().slot() + "')");
  }

  /**
   * Takes away the files of the log before the one that is written now.
   *
   * @return the name of that in which the slot begins to read
   */
  private static String takeAway() throws IOException {
    String current = source.value("SELECT pg_walfile_name(pg_current_wal_insert_lsn())");
    String first = source.value("SELECT pg_walfile_name(restart_lsn) FROM pg_replication_slots");
    assertThat(first).isLessThan(current);
    Files.createDirectories(away());
    for (Path file : files(log())) {
      if (file.getFileName().toString().compareTo(current) < 0) {
        Files.move(file, away().resolve(file.getFileName()));
      }
    }
    return first;
  }

  private static void putBack() throws IOException {
    for (Path file : files(away())) {
      Files.move(file, log().resolve(file.getFileName()));
    }
  }

  private static Path log() {
    return directory.resolve("data/pg_wal");
  }

  private static Path away() {
    return directory.resolve("away");
  }

  private static List<Path> files(Path in) throws IOException {
    try (Stream<Path> files = Files.list(in)) {
      return files.filter(file -> file.getFileName().toString().matches("[0-9A-F]{24}")).toList();
    }
  }
}
