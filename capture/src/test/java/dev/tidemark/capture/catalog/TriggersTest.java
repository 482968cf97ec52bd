package dev.tidemark.capture.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.table.Trigger;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The triggers of a table's definition")
final class TriggersTest {

  private final DefinedSource source = new DefinedSource();

  @Test
  void are_there_with_their_events_functions_and_states() {
    source.execute(
        "CREATE SCHEMA odd",
        "CREATE FUNCTION odd.\"Note (it)\"() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN END'",
        "CREATE TABLE public.other (id int PRIMARY KEY)",
        "CREATE TABLE public.t (id int PRIMARY KEY REFERENCES public.other, \" ON public.t \" int)",
        "CREATE TRIGGER \"odd ON \"\"name\" BEFORE UPDATE OF \" ON public.t \", id OR DELETE"
            + " ON public.t FOR EACH ROW WHEN (old.id > 1) EXECUTE FUNCTION"
            + " odd.\"Note (it)\"('a ON public.t ', '1')",
        "CREATE CONSTRAINT TRIGGER later AFTER INSERT ON public.t FROM public.other DEFERRABLE"
            + " INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION odd.\"Note (it)\"()",
        "CREATE TRIGGER quiet AFTER UPDATE ON public.t REFERENCING NEW TABLE AS fresh"
            + " EXECUTE FUNCTION odd.\"Note (it)\"()",
        "CREATE TRIGGER same BEFORE UPDATE ON public.t FOR EACH ROW"
            + " EXECUTE FUNCTION suppress_redundant_updates_trigger()",
        "CREATE TRIGGER always AFTER TRUNCATE ON public.t EXECUTE FUNCTION odd.\"Note (it)\"()",
        "ALTER TABLE public.t DISABLE TRIGGER quiet, ENABLE REPLICA TRIGGER same,"
            + " ENABLE ALWAYS TRIGGER always");

    String note = "odd.\"Note (it)\"";
    String call = "EXECUTE FUNCTION " + note + "()";
    assertThat(source.definition("public.t").triggers())
        .containsExactly(
            new Trigger(
                "always",
                false,
                "AFTER TRUNCATE",
                null,
                "FOR EACH STATEMENT " + call,
                note,
                Trigger.State.ALWAYS),
            new Trigger(
                "later",
                true,
                "AFTER INSERT",
                TableId.parse("public.other"),
                "DEFERRABLE INITIALLY DEFERRED FOR EACH ROW " + call,
                note,
                Trigger.State.ENABLED),
            new Trigger(
                "odd ON \"name",
                false,
                "BEFORE DELETE OR UPDATE OF \" ON public.t \", id",
                null,
                "FOR EACH ROW WHEN ((old.id > 1)) EXECUTE FUNCTION "
                    + note
                    + "('a ON public.t ', '1')",
                note,
                Trigger.State.ENABLED),
            new Trigger(
                "quiet",
                false,
                "AFTER UPDATE",
                null,
                "REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT " + call,
                note,
                Trigger.State.DISABLED),
            new Trigger(
                "same",
                false,
                "BEFORE UPDATE",
                null,
                "FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger()",
                "pg_catalog.suppress_redundant_updates_trigger",
                Trigger.State.REPLICA));
  }

  @Test
  void of_a_partition_are_its_own_and_not_those_of_the_whole() {
    source.execute(
        "CREATE FUNCTION public.note() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN END'",
        "CREATE TABLE public.whole (id int PRIMARY KEY) PARTITION BY RANGE (id)",
        "CREATE TABLE public.part PARTITION OF public.whole FOR VALUES FROM (1) TO (9)",
        "CREATE TRIGGER of_whole AFTER INSERT ON public.whole FOR EACH ROW EXECUTE FUNCTION"
            + " public.note()",
        "CREATE TRIGGER of_part AFTER INSERT ON public.part FOR EACH ROW EXECUTE FUNCTION"
            + " public.note()");

    assertThat(source.definition("public.part").triggers())
        .extracting(Trigger::name)
        .containsExactly("of_part");
  }

  @Test
  void are_looked_at_again_after_anything_was_done_to_one() {
    source.execute(
        "CREATE FUNCTION public.note() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN END'",
        "CREATE TABLE public.t (id int PRIMARY KEY)");
    List<String> changes =
        List.of(
            "CREATE TRIGGER a AFTER INSERT ON public.t EXECUTE FUNCTION public.note()",
            "ALTER TABLE public.t DISABLE TRIGGER a",
            "ALTER FUNCTION public.note RENAME TO remark",
            "ALTER TRIGGER a ON public.t RENAME TO b",
            "DROP TRIGGER b ON public.t");
    try (SourceSession session = source.open()) {
      String text = fingerprint(session);
      String digest = digest(session);
      for (String change : changes) {
        source.execute(change);
        assertThat(fingerprint(session)).as(change).isNotEqualTo(text);
        assertThat(digest(session)).as(change).isNotEqualTo(digest);
        text = fingerprint(session);
        digest = digest(session);
      }
    }
  }

  private static String fingerprint(SourceSession session) {
    return CatalogLook.fingerprint(session, List.of(TableId.parse("public.t")));
  }

  private static String digest(SourceSession session) {
    return CatalogLook.take(session, List.of(TableId.parse("public.t")), "none").digest();
  }
}
