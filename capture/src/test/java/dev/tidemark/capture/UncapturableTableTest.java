package dev.tidemark.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.database.DatabaseUrl;
import dev.tidemark.schemas.database.Secret;
import dev.tidemark.schemas.timeline.TimelineEntry.Removed;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A captured table that was made again and cannot be captured as it is")
final class UncapturableTableTest {

  private static final TableId DOCS = TableId.parse("public.docs");
  private static final TableId NOTES = TableId.parse("public.notes");

  private final SourceServer source = SourceServer.database();
  private final String role = source.url().database() + "_capture";

  @BeforeEach
  void createTables() {
    source.execute(
        "CREATE ROLE " + role + " LOGIN REPLICATION",
        "GRANT CREATE ON DATABASE " + source.url().database() + " TO " + role,
        "CREATE TABLE public.docs (id int PRIMARY KEY)",
        "CREATE TABLE public.notes (id int PRIMARY KEY)",
        "ALTER TABLE public.docs OWNER TO " + role,
        "ALTER TABLE public.notes OWNER TO " + role,
        "INSERT INTO public.notes VALUES (1)");
  }

  private Running running() {
    CaptureConfig config = Running.config(source, "public.docs", "public.notes");
    DatabaseUrl url = source.url();
    DatabaseUrl asRole =
        new DatabaseUrl(url.host(), url.port(), url.database(), role, Secret.NONE, Map.of());
    CaptureConfig asOwner =
        CaptureConfig.of(config.collection(), asRole, config.tables(), "nowhere:1")
            .withHeartbeat(config.heartbeat());
    return Running.start(asOwner, source, new MemoryLog()).afterSnapshot();
  }

  private boolean isHandedOver(Running capture) {
    return capture.history().table(NOTES).containsValue(Map.of("id", "7"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "CREATE UNLOGGED TABLE public.notes (id int PRIMARY KEY); ALTER TABLE public.notes OWNER TO"
            + " %1$s | ALTER TABLE public.notes SET LOGGED",
        "CREATE TABLE public.notes (id int PRIMARY KEY) | ALTER TABLE public.notes OWNER TO %1$s",
        "CREATE TABLE public.notes (id int PRIMARY KEY); GRANT SELECT ON public.notes TO %1$s |"
            + " ALTER TABLE public.notes OWNER TO %1$s"
      })
  void is_removed_until_it_can_be_while_others_are_looked_at(String creation, String repair) {
    try (Running capture = running()) {
      source.execute("BEGIN", "DROP TABLE public.notes", creation.formatted(role), "COMMIT");
      capture.until(() -> !capture.history().entries(Removed.class).isEmpty());
      source.execute(
          "ALTER TABLE public.docs ADD COLUMN n int", "INSERT INTO public.docs VALUES (1, 2)");

      assertThat(capture.caughtUp().table(DOCS).values())
          .containsExactly(Map.of("id", "1", "n", "2"));
      assertThat(capture.history().entries(Removed.class))
          .extracting(Removed::table)
          .containsExactly(NOTES);

      source.execute(repair.formatted(role), "INSERT INTO public.notes VALUES (7)");
      capture.until(() -> isHandedOver(capture));
    }
  }

  @Test
  void loses_nothing_while_it_may_not_be_read() {
    try (Running capture = running()) {
      source.execute(
          "REVOKE SELECT ON public.notes FROM " + role, "INSERT INTO public.notes VALUES (8)");
      capture.until(
          () ->
              capture
                  .status()
                  .lastError()
                  .filter(error -> error.contains("public.notes is captured, and may no longer"))
                  .isPresent());
      source.execute(
          "GRANT SELECT ON public.notes TO " + role, "INSERT INTO public.notes VALUES (9)");

      assertThat(capture.caughtUp().table(NOTES).values())
          .contains(Map.of("id", "8"), Map.of("id", "9"));
      assertThat(capture.history().entries(Removed.class)).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({"true", "false"})
  void leaves_the_collection_and_comes_back_into_it(boolean isAfterRepair) {
    try (Running capture = running()) {
      source.execute(
          "BEGIN",
          "DROP TABLE public.notes",
          "CREATE TABLE public.notes (id int PRIMARY KEY)",
          "INSERT INTO public.notes VALUES (7)",
          "COMMIT");
      capture.until(() -> !capture.history().entries(Removed.class).isEmpty());

      capture.tables("public.docs");
      capture.afterExchange("public.docs");
      String repair = "ALTER TABLE public.notes OWNER TO " + role;
      if (isAfterRepair) {
        source.execute(repair);
      }
      capture.tables("public.docs", "public.notes");
      capture.until(() -> capture.status().members().contains(NOTES));
      source.execute(repair);
      capture.until(() -> isHandedOver(capture));
    }
  }
}
