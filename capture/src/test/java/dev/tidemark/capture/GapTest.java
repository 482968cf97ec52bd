package dev.tidemark.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.schemas.timeline.TimelineEntry;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A capture whose source has lost its place")
final class GapTest {

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
    assertThat(gaps.get(0).reason())
        .matches(
            reason
                + "\\. Changes after sequence 2 were lost; restores up to it still work\\. Drop the"
                + " collection and create it anew to go on\\.");
    assertThat(capture.status().lastError()).hasValue(gaps.get(0).reason());
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
}
