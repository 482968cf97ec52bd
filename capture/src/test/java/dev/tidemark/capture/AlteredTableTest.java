package dev.tidemark.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.timeline.Checkpoint;
import dev.tidemark.schemas.timeline.TimelineEntry;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A captured table that is altered in a way the change stream does not tell")
final class AlteredTableTest {

  private static final TableId DOCS = TableId.parse("public.docs");

  private final SourceServer source = SourceServer.database();

  private Running running() {
    source.execute(
        "CREATE TABLE public.docs (id int PRIMARY KEY, n int)",
        "INSERT INTO public.docs VALUES (1, 1)");
    return Running.start(source, "public.docs").afterSnapshot();
  }

  /** Waits until the table was lost sight of and is known again, and gives why it was lost. */
  private static String readAgain(Running capture) {
    capture.until(() -> !capture.history().entries(TimelineEntry.Cleared.class).isEmpty());
    capture.until(() -> capture.history().last().filter(Checkpoint::isBoundary).isPresent());
    History history = capture.caughtUp();
    assertThat(history.entries(TimelineEntry.ReadStarted.class))
        .extracting(TimelineEntry.ReadStarted::table)
        .contains(DOCS);
    List<TimelineEntry.Obscured> lost = history.entries(TimelineEntry.Obscured.class);
    return lost.get(lost.size() - 1).reason();
  }

  @Test
  void is_read_again_when_it_was_out_of_the_publication() {
    try (Running capture = running()) {
      String slot = capture.config().slot();
      source.execute(
          "ALTER PUBLICATION " + slot + " DROP TABLE public.docs",
          "INSERT INTO public.docs VALUES (2, 2)");

      assertThat(readAgain(capture)).isEqualTo("it was taken out of the publication for a while");

      assertThat(capture.history().table(DOCS).values())
          .containsExactly(Map.of("id", "1", "n", "1"), Map.of("id", "2", "n", "2"));
    }
  }

  /** The server keeps it beside the row, and sends it no more when an update leaves it as it is. */
  @Test
  void has_the_long_values_of_an_added_column_that_updates_do_not_send() {
    String made = String.join(" || ", Collections.nCopies(120, "md5(random()::text)"));
    try (Running capture = running()) {
      source.execute(
          "ALTER TABLE public.docs ADD COLUMN body text DEFAULT " + made,
          "UPDATE public.docs SET n = 2");
      readAgain(capture);
      source.execute("UPDATE public.docs SET n = 3");
      History history = capture.caughtUp();

      List<History.Event> events = history.events();
      assertThat(events.get(events.size() - 1).unchanged()).containsExactly("body");
      String body = source.value("SELECT body FROM public.docs");
      assertThat(body).hasSize(120 * 32);
      assertThat(history.table(DOCS).values())
          .containsExactly(Map.of("id", "1", "n", "3", "body", body));
    }
  }

  @Test
  void is_read_again_when_rows_came_with_columns_that_it_had_for_a_moment() {
    try (Running capture = running()) {
      source.execute(
          "ALTER TABLE public.docs ADD COLUMN more text",
          "INSERT INTO public.docs VALUES (3, 3, 'c')",
          "ALTER TABLE public.docs DROP COLUMN n",
          "INSERT INTO public.docs VALUES (4, 'd')");

      readAgain(capture);

      assertThat(capture.history().table(DOCS).values())
          .contains(Map.of("id", "3", "more", "c"), Map.of("id", "4", "more", "d"));
    }
  }

  @Test
  void is_read_again_from_its_start_when_capture_stopped_before_it_was_known() {
    try (Running capture = running()) {
      capture.stop();
      source.execute(
          "DROP TABLE public.docs",
          "CREATE TABLE public.docs (id text PRIMARY KEY)",
          "INSERT INTO public.docs VALUES ('a'), ('b')");
      capture.startAgain();

      assertThat(readAgain(capture)).isEqualTo("it was dropped and made again");

      assertThat(capture.history().table(DOCS).values())
          .containsExactly(Map.of("id", "a"), Map.of("id", "b"));
    }
  }

  /** By collation C, B comes before a; by the type's own order, which is that of its key, after. */
  @Test
  void is_read_again_whole_when_its_key_has_the_order_of_an_extensions_type() {
    source.execute(
        "CREATE EXTENSION citext SCHEMA public",
        "CREATE TABLE public.docs (id public.citext COLLATE \"C\", n int, PRIMARY KEY (id, n))",
        "INSERT INTO public.docs VALUES ('a', 1), ('B', 2), ('B', 3), ('c', 4), ('D', 5)");
    CaptureConfig twoAtATime =
        Running.config(source, "public.docs")
            .withBuffers(new Buffers(1 << 20, 1 << 20, 2, 1 << 20));
    try (Running capture = Running.start(twoAtATime, source, new MemoryLog()).afterSnapshot()) {
      String slot = capture.config().slot();
      source.execute(
          "ALTER PUBLICATION " + slot + " DROP TABLE public.docs",
          "INSERT INTO public.docs VALUES ('E', 6)");

      readAgain(capture);

      assertThat(capture.history().table(DOCS).values())
          .extracting(row -> row.get("id") + row.get("n"))
          .containsExactlyInAnyOrder("a1", "B2", "B3", "c4", "D5", "E6");
    }
  }

  /** Of all but the rows and columns that the publication lets through nothing would be known. */
  @ParameterizedTest
  @ValueSource(strings = {"WHERE (id < 2)", "(id)"})
  void is_published_whole_and_read_again_when_somebody_has_published_a_part_of_it(String part) {
    try (Running capture = running()) {
      String slot = capture.config().slot();
      source.execute(
          "ALTER PUBLICATION " + slot + " SET TABLE public.docs " + part,
          "INSERT INTO public.docs VALUES (2, 2)");

      assertThat(readAgain(capture)).isEqualTo("it was taken out of the publication for a while");
      source.execute("INSERT INTO public.docs VALUES (3, 3)");

      assertThat(capture.caughtUp().table(DOCS).values())
          .containsExactlyInAnyOrder(
              Map.of("id", "1", "n", "1"),
              Map.of("id", "2", "n", "2"),
              Map.of("id", "3", "n", "3"));
    }
  }

  @Test
  void is_read_again_when_a_column_that_was_computed_has_values_of_its_own() {
    source.execute(
        "CREATE TABLE public.docs (id int PRIMARY KEY, n int, m int GENERATED ALWAYS AS (n * 2)"
            + " STORED)",
        "INSERT INTO public.docs VALUES (1, 1)");
    try (Running capture = Running.start(source, "public.docs").afterSnapshot()) {
      source.execute("ALTER TABLE public.docs ALTER COLUMN m DROP EXPRESSION");

      assertThat(readAgain(capture))
          .isEqualTo("column m, which was computed, has values of its own now");

      assertThat(capture.history().table(DOCS).values())
          .containsExactly(Map.of("id", "1", "n", "1", "m", "2"));
    }
  }

  @Test
  void is_gone_when_it_was_dropped() {
    try (Running capture = running()) {
      source.execute("DROP TABLE public.docs");
      capture.until(() -> !capture.history().entries(TimelineEntry.Removed.class).isEmpty());

      assertThat(capture.history().entries(TimelineEntry.Removed.class).get(0).reason())
          .isEqualTo("it is no longer in the source, or cannot be captured as it is now");
    }
  }
}
