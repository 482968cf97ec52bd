package dev.tidemark.restorer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.archive.plan.RestorePoint;
import dev.tidemark.restorer.RestoreReport.Restored;
import dev.tidemark.restorer.ddl.Skipped;
import dev.tidemark.restorer.load.ExistingTables;
import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.table.Trigger;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A restore of tables with triggers")
class TriggersTest {

  private static final String DESCRIBE =
      "SELECT tgrelid::regclass, tgname, tgenabled, pg_get_triggerdef(oid) FROM pg_trigger"
          + " WHERE NOT tgisinternal ORDER BY 1, 2";

  private static final List<String> REFUSED =
      Stream.of("guard", "quiet", "copied", "a \"check\"")
          .map(
              name ->
                  "trigger "
                      + name
                      + " of public.orders was left out: function public.guard must return type"
                      + " trigger")
          .toList();

  private final Postgres database = Postgres.newDatabase();

  private final ArchiveBuilder shop =
      new ArchiveBuilder()
          .table(Definitions.customers())
          .table(
              Definitions.orders()
                  .trigger("guard", "BEFORE INSERT", "public.guard", Trigger.State.ALWAYS)
                  .trigger("quiet", "AFTER UPDATE", "public.guard", Trigger.State.DISABLED)
                  .trigger("copied", "AFTER DELETE", "public.guard", Trigger.State.REPLICA)
                  .constraintTrigger("a \"check\"", "public.customers", "public.guard")
                  .build())
          .put(1, "public.customers", "2", "Bob")
          .put(1, "public.orders", "9", "2")
          .full(1);

  private void guard() {
    database.run(
        "CREATE FUNCTION public.guard() RETURNS trigger LANGUAGE plpgsql AS"
            + " 'BEGIN RAISE EXCEPTION ''guarded''; END'");
  }

  @Test
  @DisplayName("makes them after the rows, in the states they had, under the schema asked for")
  void made() {
    guard();

    List<Skipped> skipped = restore(request(new TableChoice(Set.of(), Optional.of("kept"))));

    assertThat(skipped).isEmpty();
    String call = "FOR EACH ROW EXECUTE FUNCTION guard()";
    assertThat(database.rows("SELECT * FROM kept.orders")).containsExactly("9|2");
    assertThat(database.rows(DESCRIBE))
        .containsExactly(
            "kept.orders|a \"check\"|O|CREATE CONSTRAINT TRIGGER \"a \"\"check\"\"\" AFTER INSERT"
                + " ON kept.orders FROM kept.customers DEFERRABLE INITIALLY DEFERRED "
                + call,
            "kept.orders|copied|R|CREATE TRIGGER copied AFTER DELETE ON kept.orders " + call,
            "kept.orders|guard|A|CREATE TRIGGER guard BEFORE INSERT ON kept.orders " + call,
            "kept.orders|quiet|D|CREATE TRIGGER quiet AFTER UPDATE ON kept.orders " + call);
    assertThatThrownBy(() -> database.run("INSERT INTO kept.orders VALUES (10, 2)"))
        .hasMessageContaining("guarded");
  }

  @Test
  @DisplayName("makes them anew on a table that takes the place of another")
  void replaced() {
    guard();
    restore(request(TableChoice.ALL));

    restore(request(TableChoice.ALL).with(RestoreOptions.DEFAULT.with(ExistingTables.REPLACE)));

    assertThat(database.rows("SELECT * FROM orders")).containsExactly("9|2");
    assertThat(database.rows(DESCRIBE)).hasSize(4);
  }

  @Test
  @DisplayName("leaves those out, and says so, whose function or whose other table is not there")
  void leftOut() {
    TableChoice orders = new TableChoice(Set.of(TableId.parse("public.orders")), Optional.empty());

    assertThat(restore(request(orders)))
        .extracting(Skipped::sentence)
        .containsExactly(
            "foreign key orders_customer_fkey of public.orders was left out: public.customers is"
                + " not among the restored tables",
            "trigger guard of public.orders was left out: the target has no function"
                + " public.guard()",
            "trigger quiet of public.orders was left out: the target has no function"
                + " public.guard()",
            "trigger copied of public.orders was left out: the target has no function"
                + " public.guard()",
            "trigger a \"check\" of public.orders was left out: the target has no function"
                + " public.guard()");
    assertThat(database.rows(DESCRIBE)).isEmpty();
    assertThat(database.rows("SELECT * FROM orders")).containsExactly("9|2");

    guard();
    RestoreOptions replace = RestoreOptions.DEFAULT.with(ExistingTables.REPLACE);
    assertThat(restore(request(orders).with(replace)))
        .extracting(Skipped::sentence)
        .last()
        .isEqualTo(
            "trigger a \"check\" of public.orders was left out: public.customers is not among the"
                + " restored tables");
    assertThat(database.rows(DESCRIBE)).hasSize(3);
  }

  @Test
  @DisplayName("leaves those out, with the target's reason, that the target refuses")
  void refused() {
    database.run("CREATE FUNCTION public.guard() RETURNS int LANGUAGE sql AS 'SELECT 1'");

    assertThat(restore(request(TableChoice.ALL))).extracting(Skipped::sentence).isEqualTo(REFUSED);
    assertThat(database.rows(DESCRIBE)).isEmpty();
    assertThat(database.rows("SELECT * FROM orders")).containsExactly("9|2");
  }

  @Test
  @DisplayName("leaves those out that can no longer be made at its end")
  void brokenAtTheEnd() {
    guard();

    RestoreReport report =
        Restore.run(
            request(TableChoice.ALL),
            progress -> {
              if (progress.phase() == Progress.Phase.FINISH) {
                database.run(
                    "DROP FUNCTION IF EXISTS public.guard()",
                    "CREATE OR REPLACE FUNCTION public.guard() RETURNS int LANGUAGE sql AS"
                        + " 'SELECT 1'");
              }
            });

    assertThat(((Restored) report.outcome()).skipped())
        .extracting(Skipped::sentence)
        .isEqualTo(REFUSED);
    assertThat(database.rows(DESCRIBE)).isEmpty();
    assertThat(database.rows("SELECT * FROM orders")).containsExactly("9|2");
  }

  @Test
  @DisplayName("says in its plan what functions they need")
  void planned() {
    RestoreReport report =
        Restore.run(
            request(TableChoice.ALL).with(RestoreOptions.DEFAULT.with(RestoreOptions.Extent.PLAN)),
            ProgressListener.NONE);

    assertThat(report.plan())
        .contains(
            "trigger guard of public.orders: made after the data, if the target has function"
                + " public.guard()");
  }

  private static List<Skipped> restore(RestoreRequest request) {
    return ((Restored) Restore.run(request, ProgressListener.NONE).outcome()).skipped();
  }

  private RestoreRequest request(TableChoice choice) {
    return RestoreRequest.of(
            shop.archive, new RestorePoint.Latest(), new Target.DatabaseTarget(database.url()))
        .with(choice);
  }
}
