package dev.tidemark.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.timeline.Checkpoint;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A source in another encoding than UTF-8")
final class EncodingTest {

  private static final TableId STREETS = new TableId("public", "straße");

  @Test
  void is_captured_with_its_names_its_values_and_its_markers() {
    SourceServer source = SourceServer.databaseIn("LATIN1");
    source.execute(
        "CREATE TYPE public.maß AS ENUM ('größer', 'kleiner')",
        "CREATE TABLE public.straße (id int PRIMARY KEY, höhe public.maß DEFAULT 'größer')",
        "INSERT INTO public.straße VALUES (1)");
    try (Running capture = Running.start(source, STREETS.quoted()).afterSnapshot()) {
      source.execute("INSERT INTO public.straße VALUES (2, 'kleiner')");
      Sources.mark(capture.config(), "nach der Änderung");
      capture.until(() -> capture.history().hasMark("nach der Änderung"));

      capture.until(() -> capture.history().last().filter(Checkpoint::isBoundary).isPresent());

      assertThat(capture.history().table(STREETS).values())
          .containsExactly(
              Map.of("id", "1", "höhe", "größer"), Map.of("id", "2", "höhe", "kleiner"));
    }
  }
}
