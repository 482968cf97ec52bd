package dev.tidemark.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.schemas.timeline.TimelineEntry;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A capture whose source lost files of its log behind the server's back")
final class RemovedLogTest {

  @TempDir private Path directory;

  @Test
  void says_that_it_is_a_gap_although_the_server_says_that_its_slot_has_everything()
      throws IOException {
    Path data = directory.resolve("data");
    int port = OwnServer.freePort();
    SourceServer source = SourceServer.on(port);
    try (EmbeddedPostgres server = OwnServer.start(data, port)) {
      assertThat(server.getPort()).isEqualTo(port);
      source.execute(
          "CREATE TABLE public.rows (id int PRIMARY KEY)", "INSERT INTO public.rows VALUES (1)");
      try (Running capture = Running.start(source, "public.rows").afterSnapshot()) {
        source.execute("INSERT INTO public.rows VALUES (2)");
        capture.caughtUp();
        capture.stop();
        source.execute(
            "INSERT INTO public.rows VALUES (3)",
            "SELECT pg_switch_wal()",
            "INSERT INTO public.rows VALUES (4)");
        String segment = removeBefore(source, data.resolve("pg_wal"));

        capture.startAgain();

        capture.until(() -> capture.status().state() == CaptureState.GAP);
        String slot = capture.config().slot();
        assertThat(source.value("SELECT wal_status FROM pg_replication_slots"))
            .isEqualTo("reserved");
        assertThat(capture.history().entries(TimelineEntry.Gap.class))
            .singleElement()
            .satisfies(
                gap -> {
                  assertThat(gap.sequence().value()).isEqualTo(2);
                  assertThat(gap.reason())
                      .isEqualTo(
                          "the server has removed the log that replication slot "
                              + slot
                              + " needed: file "
                              + segment
                              + " is gone");
                });
        capture.stop();
        capture.startAgain(AfterGap.NEW_SNAPSHOT);
        capture.until(() -> capture.status().state() == CaptureState.STREAMING);
        source.execute("INSERT INTO public.rows VALUES (5)");
        assertThat(capture.caughtUp().events())
            .filteredOn(event -> event.id().sequence().value() >= 3)
            .extracting(event -> event.after().get("id"))
            .containsExactlyInAnyOrder("1", "2", "3", "4", "5");
      }
    }
  }

  /**
   * Removes the files of the log before the one that is written now.
   *
   * @return the name of that in which the slot begins to read
   */
  private static String removeBefore(SourceServer source, Path log) throws IOException {
    String current = source.value("SELECT pg_walfile_name(pg_current_wal_insert_lsn())");
    String first = source.value("SELECT pg_walfile_name(restart_lsn) FROM pg_replication_slots");
    assertThat(first).isLessThan(current);
    List<Path> removed;
    try (Stream<Path> files = Files.list(log)) {
      removed =
          files
              .filter(file -> file.getFileName().toString().matches("[0-9A-F]{24}"))
              .filter(file -> file.getFileName().toString().compareTo(current) < 0)
              .toList();
    }
    for (Path file : removed) {
      Files.delete(file);
    }
    return first;
  }
}
