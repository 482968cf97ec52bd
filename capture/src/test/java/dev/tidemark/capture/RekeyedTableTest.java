package dev.tidemark.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.timeline.Checkpoint;
import dev.tidemark.schemas.timeline.TimelineEntry;
import dev.tidemark.schemas.timeline.TimelineEntry.ReadStarted;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Statements between BEGIN and COMMIT: no look at the catalog comes between them. */
@DisplayName("A captured table whose rows are told apart by something else from now on")
final class RekeyedTableTest {

  private static final TableId DOCS = TableId.parse("public.docs");

  private final SourceServer source = SourceServer.database();

  private Running running(String... creation) {
    source.execute(creation);
    source.execute("INSERT INTO public.docs VALUES (1, 10), (2, 20), (3, 30)");
    return Running.start(source, "public.docs").afterSnapshot();
  }

  private Running keyed() {
    return running(
        "CREATE TABLE public.docs (id int PRIMARY KEY, code int NOT NULL)",
        "CREATE UNIQUE INDEX docs_code ON public.docs (code)");
  }

  private static History readAgain(Running capture) {
    capture.until(() -> !capture.history().entries(TimelineEntry.Cleared.class).isEmpty());
    capture.until(() -> capture.history().last().filter(Checkpoint::isBoundary).isPresent());
    History history = capture.caughtUp();
    assertThat(history.entries(ReadStarted.class)).extracting(ReadStarted::table).contains(DOCS);
    return history;
  }

  private static void assertNamesTheReason(History history) {
    List<TimelineEntry.Obscured> lost = history.entries(TimelineEntry.Obscured.class);
    assertThat(lost)
        .extracting(TimelineEntry.Obscured::reason)
        .endsWith("what tells its rows apart was changed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"UPDATE public.docs SET code = 11 WHERE id = 1", "SELECT 1"})
  void is_read_again_when_it_was_without_a_key_and_rows_are_sent_by_one(String update) {
    try (Running capture =
        running(
            "CREATE TABLE public.docs (id int NOT NULL, code int)",
            "ALTER TABLE public.docs REPLICA IDENTITY FULL")) {
      source.execute(
          "BEGIN",
          "ALTER TABLE public.docs ADD PRIMARY KEY (id)",
          "ALTER TABLE public.docs REPLICA IDENTITY DEFAULT",
          update,
          "DELETE FROM public.docs WHERE id = 2",
          "COMMIT");

      assertNamesTheReason(readAgain(capture));

      source.execute("UPDATE public.docs SET code = 12 WHERE id = 1");
      assertThat(capture.caughtUp().table(DOCS).values())
          .containsExactlyInAnyOrder(
              Map.of("id", "1", "code", "12"), Map.of("id", "3", "code", "30"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ALTER TABLE public.docs DROP CONSTRAINT docs_pkey, ADD PRIMARY KEY (code)",
        "ALTER TABLE public.docs REPLICA IDENTITY USING INDEX docs_code"
      })
  void is_read_again_when_rows_are_sent_by_another_key(String rekey) {
    try (Running capture = keyed()) {
      source.execute(
          "BEGIN",
          rekey,
          "UPDATE public.docs SET code = 11 WHERE code = 10",
          "DELETE FROM public.docs WHERE code = 20",
          "COMMIT");

      assertNamesTheReason(readAgain(capture));

      source.execute("UPDATE public.docs SET id = 4 WHERE code = 11");
      assertThat(capture.caughtUp().table(DOCS).values())
          .containsExactlyInAnyOrder(
              Map.of("id", "4", "code", "11"), Map.of("id", "3", "code", "30"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ALTER TABLE public.docs DROP CONSTRAINT docs_pkey, ADD PRIMARY KEY (code)",
        "ALTER TABLE public.docs REPLICA IDENTITY NOTHING"
      })
  void is_read_again_no_more_than_once_when_new_rows_alone_come(String rekey) {
    try (Running capture = keyed()) {
      source.execute("BEGIN", rekey, "INSERT INTO public.docs VALUES (4, 40)", "COMMIT");
      if (rekey.endsWith("NOTHING")) {
        source.execute("INSERT INTO public.docs VALUES (6, 60)");
        capture.until(() -> !capture.history().entries(TimelineEntry.Removed.class).isEmpty());
        source.execute("ALTER TABLE public.docs REPLICA IDENTITY DEFAULT");
      }
      readAgain(capture);
      source.execute("INSERT INTO public.docs VALUES (5, 50)");
      History history = capture.caughtUp();

      assertThat(history.table(DOCS).values())
          .contains(Map.of("id", "4", "code", "40"), Map.of("id", "5", "code", "50"));
      assertThat(history.entries(ReadStarted.class)).hasSize(1);
    }
  }

  @Test
  void is_not_read_again_when_it_sends_whole_rows_and_keeps_its_key() {
    try (Running capture = keyed()) {
      source.execute(
          "BEGIN",
          "ALTER TABLE public.docs REPLICA IDENTITY FULL",
          "UPDATE public.docs SET code = 11 WHERE id = 1",
          "DELETE FROM public.docs WHERE id = 2",
          "COMMIT");

      assertThat(capture.caughtUp().table(DOCS).values())
          .containsExactlyInAnyOrder(
              Map.of("id", "1", "code", "11"), Map.of("id", "3", "code", "30"));
      assertThat(capture.history().entries(ReadStarted.class)).isEmpty();
    }
  }
}
