package dev.tidemark.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.tidemark.capture.History.Event;
import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.event.Operation;
import dev.tidemark.schemas.timeline.TableChanges;
import dev.tidemark.schemas.timeline.TimelineEntry;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A change of a row")
final class RowChangesTest {

  private static final TableId DOCS = TableId.parse("public.docs");
  private static final String BIG =
      "(SELECT string_agg(md5(i::text), '') FROM generate_series(1, 400) i)";

  private final SourceServer source = SourceServer.database();

  private List<Event> afterSnapshot(History history) {
    return history.events().stream().filter(event -> event.id().sequence().value() > 1).toList();
  }

  private void assertSame(History history) {
    assertThat(history.table(DOCS).values())
        .extracting(row -> row.values().stream().toList())
        .containsExactlyElementsOf(source.rows("SELECT * FROM public.docs ORDER BY id::text"));
  }

  @Test
  void that_leaves_a_large_value_alone_says_so_and_never_makes_one_up() {
    source.execute(
        "CREATE TABLE public.docs (id int PRIMARY KEY, n int, body text)",
        "INSERT INTO public.docs SELECT 1, 0, " + BIG);
    try (Running capture = Running.start(source, "public.docs").afterSnapshot()) {
      source.execute("UPDATE public.docs SET n = 1");
      History history = capture.caughtUp();

      Event update = afterSnapshot(history).get(0);
      assertThat(update.unchanged()).containsExactly("body");
      assertThat(update.after()).containsEntry("body", null).containsEntry("n", "1");
      assertSame(history);
    }
  }

  @Test
  void of_its_key_is_a_delete_and_an_insert_that_knows_the_old_key() {
    source.execute(
        "CREATE TABLE public.docs (id int PRIMARY KEY, n int, body text)",
        "INSERT INTO public.docs SELECT 1, 0, " + BIG);
    try (Running capture = Running.start(source, "public.docs").afterSnapshot()) {
      source.execute("UPDATE public.docs SET id = 7");
      History history = capture.caughtUp();

      List<Event> events = afterSnapshot(history);
      assertThat(events)
          .extracting(Event::operation)
          .containsExactly(Operation.DELETE, Operation.CREATE);
      assertThat(events.get(0).key()).containsExactly("1");
      assertThat(events.get(1).key()).containsExactly("7");
      assertThat(events.get(1).oldKey()).contains(List.of("1"));
      assertThat(events.get(1).unchanged()).containsExactly("body");
      assertSame(history);
    }
  }

  @Test
  void under_full_replica_identity_brings_the_row_before() {
    source.execute(
        "CREATE TABLE public.docs (id int PRIMARY KEY, n int, body text)",
        "ALTER TABLE public.docs REPLICA IDENTITY FULL",
        "INSERT INTO public.docs SELECT i, 0, " + BIG + " FROM generate_series(1, 2) i");
    try (Running capture = Running.start(source, "public.docs").afterSnapshot()) {
      source.execute(
          "UPDATE public.docs SET n = 5 WHERE id = 1",
          "UPDATE public.docs SET id = 3 WHERE id = 1",
          "DELETE FROM public.docs WHERE id = 2");
      History history = capture.caughtUp();

      List<Event> events = afterSnapshot(history);
      assertThat(events)
          .extracting(Event::operation)
          .containsExactly(Operation.UPDATE, Operation.DELETE, Operation.CREATE, Operation.DELETE);
      assertThat(events.get(0).before()).containsEntry("n", "0");
      assertThat(events.get(0).unchanged()).isEmpty();
      assertThat(events.get(3).before().get("body")).hasSizeGreaterThan(10_000);
      assertSame(history);
    }
  }

  @Test
  void of_a_row_with_a_large_key_keeps_the_key() {
    source.execute(
        "CREATE TABLE public.docs (id text PRIMARY KEY, n int)",
        "ALTER TABLE public.docs ALTER COLUMN id SET STORAGE EXTERNAL",
        "INSERT INTO public.docs SELECT left(" + BIG + ", 2500), 0");
    try (Running capture = Running.start(source, "public.docs").afterSnapshot()) {
      source.execute("UPDATE public.docs SET n = 1", "UPDATE public.docs SET id = id || 'x'");
      source.execute("UPDATE public.docs SET n = 3", "DELETE FROM public.docs WHERE n = 4");

      assertSame(capture.caughtUp());
    }
  }

  @Test
  void leaves_out_generated_columns_and_keeps_strange_names() {
    source.execute(
        "CREATE SCHEMA \"Odd one\"",
        "CREATE TABLE \"Odd one\".\"Ta.ble, $ \u00e4\" (\"I d\" int PRIMARY KEY, \"a.b\" text,"
            + " twice int GENERATED ALWAYS AS (\"I d\" * 2) STORED, \"select\" int DEFAULT 5)",
        "INSERT INTO \"Odd one\".\"Ta.ble, $ \u00e4\" VALUES (1, 'x')");
    TableId table = new TableId("Odd one", "Ta.ble, $ \u00e4");
    try (Running capture = Running.start(source, table.quoted()).afterSnapshot()) {
      source.execute(
          "INSERT INTO \"Odd one\".\"Ta.ble, $ \u00e4\" VALUES (2, 'y', DEFAULT, null)",
          "UPDATE \"Odd one\".\"Ta.ble, $ \u00e4\" SET \"a.b\" = 'z' WHERE \"I d\" = 1");
      History history = capture.caughtUp();

      assertThat(history.table(table).values())
          .extracting(row -> row.keySet().stream().toList(), row -> row.values().stream().toList())
          .containsExactly(
              tuple(List.of("I d", "a.b", "select"), List.of("1", "z", "5")),
              tuple(List.of("I d", "a.b", "select"), Arrays.asList("2", "y", null)));
    }
  }

  @Test
  void that_empties_tables_is_on_the_timeline_with_its_place() {
    source.execute(
        "CREATE TABLE public.docs (id int PRIMARY KEY)",
        "CREATE TABLE public.pages (id int PRIMARY KEY, doc int REFERENCES public.docs)",
        "INSERT INTO public.docs VALUES (1)",
        "INSERT INTO public.pages VALUES (1, 1)");
    try (Running capture = Running.start(source, "public.docs", "public.pages").afterSnapshot()) {
      source.execute(
          "BEGIN; INSERT INTO public.docs VALUES (2); TRUNCATE public.docs CASCADE;"
              + " INSERT INTO public.docs VALUES (3); COMMIT");
      History history = capture.caughtUp();

      assertThat(history.entries(TimelineEntry.Truncated.class))
          .extracting(entry -> entry.table().table() + " " + entry.id())
          .containsExactlyInAnyOrder("docs 2/1", "pages 2/2");
      TimelineEntry.Commit commit = history.entries(TimelineEntry.Commit.class).get(1);
      assertThat(commit.tables())
          .extracting(TableChanges::table, TableChanges::inserts, TableChanges::truncates)
          .containsExactly(tuple(DOCS, 2L, 1L), tuple(TableId.parse("public.pages"), 0L, 1L));
      assertSame(history);
      assertThat(history.table(TableId.parse("public.pages"))).isEmpty();
    }
  }

  @Test
  void comes_with_a_new_definition_once_its_table_was_altered() {
    source.execute(
        "CREATE TABLE public.docs (id int PRIMARY KEY, n int)",
        "INSERT INTO public.docs VALUES (1, 1)");
    try (Running capture = Running.start(source, "public.docs").afterSnapshot()) {
      source.execute(
          "INSERT INTO public.docs VALUES (2, 2)",
          "ALTER TABLE public.docs ADD COLUMN more text",
          "INSERT INTO public.docs VALUES (3, 3, 'c')");
      History history = capture.caughtUp();

      assertThat(history.entries(TimelineEntry.Defined.class))
          .extracting(
              entry -> entry.sequence().value(),
              entry -> entry.definition().columns().stream().map(column -> column.name()).toList())
          .containsExactly(tuple(1L, List.of("id", "n")), tuple(3L, List.of("id", "n", "more")));
      assertThat(history.table(DOCS).values())
          .containsExactly(
              Map.of("id", "1", "n", "1"),
              Map.of("id", "2", "n", "2"),
              Map.of("id", "3", "n", "3", "more", "c"));
    }
  }
}
