package dev.tidemark.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.timeline.TimelineEntry;
import dev.tidemark.schemas.timeline.TimelineEntry.Cleared;
import dev.tidemark.schemas.timeline.TimelineEntry.Obscured;
import dev.tidemark.schemas.timeline.TimelineEntry.ReadStarted;
import dev.tidemark.schemas.timeline.TimelineEntry.Removed;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A capture whose tables become others")
final class ChangingTablesTest {

  private static final TableId NOTES = TableId.parse("public.notes");

  private final SourceServer source = SourceServer.database();

  private Running running() {
    source.execute(
        "CREATE TABLE public.docs (id int PRIMARY KEY, n int)",
        "CREATE TABLE public.notes (id int PRIMARY KEY, n int)",
        "INSERT INTO public.notes VALUES (1, 1)");
    return Running.start(source, "public.docs").afterSnapshot();
  }

  private static <T extends TimelineEntry> List<T> of(Running capture, Class<T> kind) {
    return capture.history().entries(kind);
  }

  @Test
  void reads_a_table_that_comes_and_goes_on_with_the_others() {
    try (Running capture = running()) {
      capture.tables("public.docs", "public.notes");
      source.execute(
          "INSERT INTO public.notes VALUES (2, 2)", "INSERT INTO public.docs VALUES (1, 1)");
      capture.afterExchange("public.docs", "public.notes");
      source.execute("UPDATE public.notes SET n = 3 WHERE id = 1");

      History history = capture.caughtUp();

      assertThat(history.table(NOTES).values())
          .containsExactly(Map.of("id", "1", "n", "3"), Map.of("id", "2", "n", "2"));
      assertThat(of(capture, ReadStarted.class)).hasSize(1);
      assertThat(of(capture, Cleared.class)).hasSize(1);
      assertThat(of(capture, Obscured.class)).isEmpty();
      assertThat(of(capture, TimelineEntry.SnapshotStarted.class)).hasSize(1);
    }
  }

  @Test
  void lets_a_table_in_only_when_nobody_is_in_the_middle_of_writing_to_it() throws SQLException {
    try (Running capture = running();
        Connection writer = source.connect();
        Statement statement = writer.createStatement()) {
      writer.setAutoCommit(false);
      statement.execute("INSERT INTO public.notes VALUES (5, 5)");
      capture.tables("public.docs", "public.notes");

      source.execute("INSERT INTO public.docs VALUES (1, 1)");
      capture.caughtUp();
      capture.until(() -> capture.history().last().orElseThrow().isBoundary());
      assertThat(capture.status().members()).doesNotContain(NOTES);
      writer.commit();
      capture.afterExchange("public.docs", "public.notes");

      assertThat(capture.caughtUp().table(NOTES).values())
          .containsExactly(Map.of("id", "1", "n", "1"), Map.of("id", "5", "n", "5"));
    }
  }

  @Test
  void keeps_a_table_when_somebody_who_has_an_older_list_of_them_writes_a_marker() {
    try (Running capture = running()) {
      CaptureConfig older = capture.config();
      capture.tables("public.docs", "public.notes");
      capture.afterExchange("public.docs", "public.notes");
      Sources.mark(older, "by somebody");
      source.execute("INSERT INTO public.notes VALUES (7, 7)");

      assertThat(capture.caughtUp().table(NOTES).values())
          .containsExactly(Map.of("id", "1", "n", "1"), Map.of("id", "7", "n", "7"));
      assertThat(of(capture, Removed.class)).isEmpty();
      assertThat(of(capture, ReadStarted.class)).hasSize(1);
    }
  }

  @Test
  void knows_a_table_that_goes_up_to_there_and_reads_it_when_it_comes_again() {
    try (Running capture = running()) {
      capture.tables("public.docs", "public.notes");
      capture.afterExchange("public.docs", "public.notes");
      source.execute("INSERT INTO public.notes VALUES (2, 2)");
      capture.tables("public.docs");
      capture.afterExchange("public.docs");
      source.execute("INSERT INTO public.notes VALUES (3, 3)");
      capture.caughtUp();

      assertThat(of(capture, Removed.class)).hasSize(1);
      assertThat(of(capture, Obscured.class)).isEmpty();
      assertThat(capture.history().table(NOTES).values())
          .containsExactly(Map.of("id", "1", "n", "1"), Map.of("id", "2", "n", "2"));

      capture.tables("public.docs", "public.notes");
      capture.afterExchange("public.docs", "public.notes");
      assertThat(capture.caughtUp().table(NOTES).values()).contains(Map.of("id", "3", "n", "3"));
      assertThat(of(capture, ReadStarted.class)).hasSize(2);
    }
  }

  @Test
  void takes_up_what_was_changed_while_it_was_down() {
    try (Running capture = running()) {
      capture.stop();
      capture.startAgain("public.notes", "public.docs");
      capture.afterExchange("public.docs", "public.notes");
      capture.stop();
      source.execute("INSERT INTO public.docs VALUES (9, 9)");
      capture.startAgain("public.notes");
      capture.afterExchange("public.notes");

      assertThat(of(capture, ReadStarted.class))
          .extracting(ReadStarted::table)
          .containsExactly(NOTES);
      assertThat(of(capture, Obscured.class)).isEmpty();
      assertThat(of(capture, Removed.class))
          .extracting(Removed::table)
          .containsExactly(TableId.parse("public.docs"));
      assertThat(capture.history().table(TableId.parse("public.docs")).values())
          .as("it went only when capture was back")
          .containsExactly(Map.of("id", "9", "n", "9"));
    }
  }

  @Test
  void tells_of_a_table_that_is_renamed_and_of_no_other() {
    try (Running capture = running()) {
      capture.tables("public.docs", "public.notes");
      capture.afterExchange("public.docs", "public.notes");
      source.execute("ALTER TABLE public.notes RENAME TO remarks", "DROP TABLE public.docs");
      capture.until(() -> of(capture, Removed.class).size() == 2);

      assertThat(capture.renames()).isEqualTo(Map.of(NOTES, TableId.parse("public.remarks")));
    }
  }
}
