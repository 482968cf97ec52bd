package dev.tidemark.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.capture.History.Event;
import dev.tidemark.schemas.event.Operation;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A change in a table without a key")
final class KeylessTablesTest {

  private static final String BIG =
      "(SELECT string_agg(md5(i::text), '') FROM generate_series(1, 400) i)";

  private final SourceServer source = SourceServer.database();

  private List<Event> afterSnapshot(History history) {
    return history.events().stream().filter(event -> event.id().sequence().value() > 1).toList();
  }

  @Test
  void brings_whole_rows_and_a_key_that_equal_rows_share() {
    source.execute(
        "CREATE TABLE public.docs (n int, body text)",
        "ALTER TABLE public.docs REPLICA IDENTITY FULL",
        "INSERT INTO public.docs SELECT 1, " + BIG + " FROM generate_series(1, 2)");
    try (Running capture = Running.start(source, "public.docs").afterSnapshot()) {
      source.execute(
          "UPDATE public.docs SET n = 2 WHERE ctid = (SELECT min(ctid) FROM public.docs)",
          "UPDATE public.docs SET n = n WHERE n = 2",
          "DELETE FROM public.docs WHERE n = 1",
          "INSERT INTO public.docs VALUES (NULL, NULL)");
      History history = capture.caughtUp();

      List<Event> rows = history.events();
      List<String> first = rows.get(0).key();
      assertThat(rows.get(1).key()).as("an equal row's").isEqualTo(first);
      List<Event> events = afterSnapshot(history);
      assertThat(events)
          .extracting(Event::operation)
          .containsExactly(
              Operation.DELETE,
              Operation.CREATE,
              Operation.DELETE,
              Operation.CREATE,
              Operation.DELETE,
              Operation.CREATE);
      assertThat(events.get(0).key()).isEqualTo(first);
      assertThat(events.get(0).before()).isEqualTo(rows.get(0).after());
      assertThat(events.get(1).after())
          .containsEntry("n", "2")
          .containsEntry("body", rows.get(0).after().get("body"));
      assertThat(events.get(2).key()).isEqualTo(events.get(1).key());
      assertThat(events.get(3).key()).isEqualTo(events.get(1).key());
      assertThat(events.get(4).key()).isEqualTo(first);
      assertThat(events).allSatisfy(event -> assertThat(event.unchanged()).isEmpty());
      assertThat(events).allSatisfy(event -> assertThat(event.oldKey()).isEmpty());
    }
  }

  @Test
  void whose_key_rows_may_exchange_is_told_row_by_row() {
    source.execute(
        "CREATE TABLE public.docs (id int PRIMARY KEY DEFERRABLE, n int)",
        "ALTER TABLE public.docs REPLICA IDENTITY FULL",
        "INSERT INTO public.docs VALUES (1, 10), (2, 20)");
    try (Running capture = Running.start(source, "public.docs").afterSnapshot()) {
      source.execute("UPDATE public.docs SET id = 3 - id");
      List<Event> events = afterSnapshot(capture.caughtUp());

      assertThat(events.stream().filter(event -> event.operation() == Operation.DELETE))
          .extracting(Event::before)
          .containsExactlyInAnyOrder(Map.of("id", "1", "n", "10"), Map.of("id", "2", "n", "20"));
      assertThat(events.stream().filter(event -> event.operation() == Operation.CREATE))
          .extracting(Event::after)
          .containsExactlyInAnyOrder(Map.of("id", "2", "n", "10"), Map.of("id", "1", "n", "20"));
    }
  }

  @Test
  void is_keyed_by_the_index_that_its_replica_identity_names() {
    source.execute(
        "CREATE TABLE public.docs (a int, b int NOT NULL, c text, body text)",
        "CREATE UNIQUE INDEX docs_b ON public.docs (b)",
        "ALTER TABLE public.docs REPLICA IDENTITY USING INDEX docs_b",
        "INSERT INTO public.docs SELECT 1, 7, 'x', " + BIG);
    try (Running capture = Running.start(source, "public.docs").afterSnapshot()) {
      source.execute(
          "UPDATE public.docs SET a = 2",
          "UPDATE public.docs SET b = 8",
          "DELETE FROM public.docs");
      List<Event> events = afterSnapshot(capture.caughtUp());

      assertThat(events)
          .extracting(Event::operation)
          .containsExactly(Operation.UPDATE, Operation.DELETE, Operation.CREATE, Operation.DELETE);
      assertThat(events)
          .extracting(Event::key)
          .containsExactly(List.of("7"), List.of("7"), List.of("8"), List.of("8"));
      assertThat(events.get(0).unchanged()).containsExactly("body");
      assertThat(events.get(2).unchanged()).containsExactly("body");
      assertThat(events.get(2).oldKey()).contains(List.of("7"));
    }
  }
}
