package dev.tidemark.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.capture.event.LogLoss;
import dev.tidemark.capture.event.OpenedLog;
import dev.tidemark.schemas.change.Sequence;
import dev.tidemark.schemas.change.SourcePosition;
import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.timeline.Checkpoint;
import dev.tidemark.schemas.timeline.TimelineEntry;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A capture whose source has lost its place")
final class GapTest {

  private static final TableId ROWS = TableId.parse("public.rows");

  private final SourceServer source = SourceServer.database();

  private Running stopped() {
    source.execute(
        "CREATE TABLE public.rows (id int PRIMARY KEY)", "INSERT INTO public.rows VALUES (1)");
    Running capture = Running.start(source, "public.rows").afterSnapshot();
    source.execute("INSERT INTO public.rows VALUES (2)");
    capture.caughtUp();
    capture.stop();
    return capture;
  }

  private void assertGap(Running capture, String reason) {
    capture.startAgain();
    capture.until(() -> capture.status().state() == CaptureState.GAP);
    List<TimelineEntry.Gap> gaps = capture.history().entries(TimelineEntry.Gap.class);
    assertThat(gaps).hasSize(1);
    assertThat(gaps.get(0).sequence().value()).isEqualTo(2);
    String lost = gaps.get(0).reason();
    assertThat(lost).matches(reason);
    assertThat(capture.status().lastError())
        .hasValue(
            lost
                + ". Changes after sequence 2 were lost; restores up to it still work. To go on with"
                + " a new snapshot and a new full: ALTER BACKUP COLLECTION "
                + capture.config().collection()
                + " SET (AFTER_GAP = 'new full')");
    assertThat(capture.status().captured().value()).isEqualTo(2);
  }

  @Test
  void says_so_when_the_slot_is_gone_and_stays_there() {
    try (Running capture = stopped()) {
      source.execute("SELECT pg_drop_replication_slot('" + capture.config().slot() + "')");

      assertGap(capture, "replication slot " + capture.config().slot() + " is gone");
      capture.stop();
      assertGap(capture, "replication slot " + capture.config().slot() + " is gone");
    }
  }

  @Test
  void says_so_when_the_slot_was_made_anew() {
    try (Running capture = stopped()) {
      String slot = capture.config().slot();
      source.execute(
          "SELECT pg_drop_replication_slot('" + slot + "')",
          "INSERT INTO public.rows VALUES (3)",
          "SELECT pg_create_logical_replication_slot('" + slot + "', 'pgoutput')",
          "INSERT INTO public.rows VALUES (4)");

      assertGap(
          capture,
          "replication slot "
              + slot
              + " was moved to [0-9A-F/]+, past [0-9A-F/]+, where capture had"
              + " come");
    }
  }

  @Test
  void says_so_when_somebody_moved_the_slot() {
    try (Running capture = stopped()) {
      String slot = capture.config().slot();
      source.execute(
          "INSERT INTO public.rows VALUES (3)",
          "SELECT pg_replication_slot_advance('" + slot + "', pg_current_wal_lsn())");

      assertGap(
          capture,
          "replication slot "
              + slot
              + " was moved to [0-9A-F/]+, past [0-9A-F/]+, where capture had"
              + " come");
    }
  }

  @Test
  void says_so_when_the_slot_is_another_kind_of_slot() {
    try (Running capture = stopped()) {
      String slot = capture.config().slot();
      source.execute(
          "SELECT pg_drop_replication_slot('" + slot + "')",
          "SELECT pg_create_physical_replication_slot('" + slot + "')");

      assertGap(capture, "replication slot " + slot + " is not the one that capture made");
      source.execute("SELECT pg_drop_replication_slot('" + slot + "')");
    }
  }

  @Test
  void says_so_when_the_servers_log_ends_before_the_place_where_capture_had_come() {
    try (Running capture = stopped()) {
      Checkpoint last = capture.history().last().orElseThrow();
      try (OpenedLog log = capture.log().open()) {
        log.events().commit(at(last, "FFFF/0"));
      }

      assertGap(
          capture,
          "the server's log ends at [0-9A-F/]+, before FFFF/0, where capture had come: the server"
              + " was replaced or set back");
    }
  }

  @Test
  void says_so_when_another_server_took_the_place_of_the_source() {
    try (Running capture = stopped()) {
      keep(capture, "1/1");

      assertGap(
          capture,
          "another server took the source's place: its system identifier is [0-9]+, and was 1");
    }
  }

  @Test
  void says_so_when_the_server_is_on_a_timeline_that_does_not_come_from_the_one_it_read() {
    try (Running capture = stopped()) {
      keep(capture, system() + "/7");

      assertGap(
          capture,
          "the server is on timeline 1 of its log, which does not come from timeline 7, where"
              + " capture had come");
    }
  }

  @Test
  void finds_none_when_it_does_not_know_yet_which_server_it_reads_and_knows_it_from_then_on() {
    try (Running capture = stopped()) {
      keep(capture, "");
      capture.startAgain();
      capture.caughtUp();
      capture.stop();

      try (OpenedLog log = capture.log().open()) {
        assertThat(log.source()).hasValue(system() + "/1");
      }
    }
  }

  private String system() {
    return source.value("SELECT system_identifier FROM pg_control_system()");
  }

  private static void keep(Running capture, String server) {
    Checkpoint last = capture.history().last().orElseThrow();
    try (OpenedLog log = capture.log().open()) {
      log.events().source(server);
      log.events().commit(at(last, last.resume().value()));
    }
  }

  private static Checkpoint at(Checkpoint last, String position) {
    return new Checkpoint(
        last.last(),
        List.of(),
        last.offsets(),
        new SourcePosition(position),
        last.time(),
        null,
        last.checked(),
        List.of());
  }

  @Test
  void says_so_when_the_publication_no_longer_has_every_kind_of_change() {
    try (Running capture = stopped()) {
      String slot = capture.config().slot();
      source.execute("ALTER PUBLICATION " + slot + " SET (publish = 'insert, update, delete')");

      assertGap(
          capture, "publication " + slot + " is gone, or no longer publishes every kind of change");
    }
  }

  @Test
  void reads_a_table_again_that_somebody_took_out_of_the_publication() {
    try (Running capture = stopped()) {
      source.execute(
          "ALTER PUBLICATION " + capture.config().slot() + " DROP TABLE public.rows",
          "INSERT INTO public.rows VALUES (3)");

      capture.startAgain();
      capture.until(() -> !capture.history().entries(TimelineEntry.Cleared.class).isEmpty());

      assertThat(capture.history().entries(TimelineEntry.Obscured.class))
          .singleElement()
          .satisfies(hidden -> assertThat(hidden.after().value()).isEqualTo(2));
      assertThat(capture.caughtUp().table(ROWS)).hasSize(3);
      assertThat(capture.history().entries(TimelineEntry.Gap.class)).isEmpty();
    }
  }

  @Test
  void goes_on_with_a_new_snapshot_when_it_is_told_to() {
    try (Running capture = stopped()) {
      source.execute(
          "SELECT pg_drop_replication_slot('" + capture.config().slot() + "')",
          "INSERT INTO public.rows VALUES (3)");
      assertGap(capture, "replication slot " + capture.config().slot() + " is gone");
      capture.stop();

      capture.startAgain(AfterGap.NEW_SNAPSHOT);
      capture.until(() -> capture.status().state() == CaptureState.STREAMING);
      source.execute("INSERT INTO public.rows VALUES (4)");
      History history = capture.caughtUp();

      assertThat(history.entries(TimelineEntry.SnapshotStarted.class))
          .extracting(begun -> begun.sequence().value())
          .containsExactly(1L, 3L);
      assertThat(history.entries(TimelineEntry.Gap.class)).hasSize(1);
      assertThat(history.events())
          .filteredOn(event -> event.id().sequence().value() >= 3)
          .extracting(event -> event.after().get("id"))
          .contains("1", "2", "3", "4")
          .doesNotHaveDuplicates();
      assertThat(history.last().orElseThrow().last().value()).isGreaterThanOrEqualTo(3);
    }
  }

  @Test
  void takes_the_new_snapshot_of_the_tables_that_the_collection_has_then() {
    try (Running capture = stopped()) {
      source.execute(
          "CREATE TABLE public.left (id int PRIMARY KEY)",
          "CREATE TABLE public.moved (id int PRIMARY KEY)");
      capture.startAgain("public.rows", "public.left", "public.moved");
      capture.afterExchange("public.rows", "public.left", "public.moved");
      capture.caughtUp();
      capture.stop();
      source.execute(
          "SELECT pg_drop_replication_slot('" + capture.config().slot() + "')",
          "CREATE TABLE public.came (id int PRIMARY KEY)",
          "INSERT INTO public.came VALUES (1)",
          "ALTER TABLE public.moved RENAME TO renamed");

      capture.startAgain(AfterGap.NEW_SNAPSHOT, "public.rows", "public.came", "public.moved");
      capture.afterExchange("public.rows", "public.came", "public.moved");
      source.execute(
          "INSERT INTO public.left VALUES (5)",
          "INSERT INTO public.came VALUES (2)",
          "INSERT INTO public.rows VALUES (3)");
      History history = capture.caughtUp();

      assertThat(capture.renames())
          .isEqualTo(Map.of(TableId.parse("public.moved"), TableId.parse("public.renamed")));
      long begun = history.entries(TimelineEntry.SnapshotStarted.class).get(1).sequence().value();
      assertThat(history.entries())
          .filteredOn(entry -> entry.sequence().value() >= begun)
          .filteredOn(TimelineEntry.Defined.class::isInstance)
          .extracting(entry -> ((TimelineEntry.Defined) entry).definition().id().toString())
          .containsExactly("public.rows", "public.came");
      assertThat(history.entries())
          .filteredOn(entry -> entry.sequence().value() >= begun)
          .filteredOn(TimelineEntry.Removed.class::isInstance)
          .as("the new chain never had them")
          .isEmpty();
      assertThat(history.events())
          .filteredOn(event -> event.id().sequence().value() >= begun)
          .extracting(event -> event.table() + " " + event.after().get("id"))
          .containsExactlyInAnyOrder(
              "public.rows 1", "public.rows 2", "public.came 1", "public.came 2", "public.rows 3");
    }
  }

  @Test
  void leaps_far_ahead_when_the_timeline_is_lost_for_nobody_knows_which_numbers_were_given() {
    try (Running capture = stopped()) {
      capture
          .log()
          .lose(new LogLoss(Sequence.FIRST, LogLoss.Part.TIMELINE, "the timeline is gone"));
      capture.startAgain();
      capture.until(() -> capture.status().state() == CaptureState.GAP);
      assertThat(capture.status().captured()).isEqualTo(Sequence.FIRST);
      assertThat(capture.status().capturedTime()).isEmpty();
      capture.stop();
      capture.log().lose(null);

      capture.startAgain(AfterGap.NEW_SNAPSHOT);
      capture.until(() -> capture.status().state() == CaptureState.STREAMING);
      History history = capture.caughtUp();

      assertThat(history.entries().get(0)).isInstanceOf(TimelineEntry.Gap.class);
      assertThat(history.entries(TimelineEntry.SnapshotStarted.class))
          .extracting(begun -> begun.sequence().value())
          .containsExactly(1_000_000_000L);
    }
  }

  @Test
  void finds_out_while_it_runs_that_the_log_has_lost_something() {
    try (Running capture = stopped()) {
      capture.startAgain();
      capture.until(() -> capture.status().state() == CaptureState.STREAMING);

      capture
          .log()
          .lose(new LogLoss(Sequence.FIRST, LogLoss.Part.CHANGES, "topic t.rows was deleted"));

      capture.until(() -> capture.status().state() == CaptureState.GAP);
      assertThat(capture.history().entries(TimelineEntry.Gap.class))
          .singleElement()
          .satisfies(gap -> assertThat(gap.sequence()).isEqualTo(Sequence.FIRST));
    }
  }
}
