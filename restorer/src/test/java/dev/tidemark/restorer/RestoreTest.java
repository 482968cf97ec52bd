package dev.tidemark.restorer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.archive.plan.RestorePoint;
import dev.tidemark.restorer.RestoreReport.Restored;
import dev.tidemark.restorer.filter.Condition;
import dev.tidemark.restorer.filter.CorrectConditionException;
import dev.tidemark.restorer.filter.RowCondition;
import dev.tidemark.restorer.load.ExistingTables;
import dev.tidemark.restorer.load.RestoreCancelledException;
import dev.tidemark.restorer.load.Verification;
import dev.tidemark.restorer.select.TargetSchemas;
import dev.tidemark.restorer.target.TargetFailedException;
import dev.tidemark.schemas.change.Sequence;
import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.change.TransactionId;
import dev.tidemark.schemas.problem.ProblemException;
import dev.tidemark.schemas.table.ValueKind;
import dev.tidemark.schemas.timeline.TimelineEntry;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A restore into a database")
class RestoreTest {

  private final Postgres database = Postgres.newDatabase();

  /** Ada from 1, renamed at 3, gone at 5; Bob from 2; orders at 4. */
  private final ArchiveBuilder shop =
      new ArchiveBuilder()
          .table(Definitions.customers())
          .table(
              Definitions.table("public.orders")
                  .column("id", "integer", ValueKind.INT32)
                  .column("customer", "integer", ValueKind.INT32)
                  .foreignKey("orders_customer_fkey", "customer", "public.customers", "")
                  .build())
          .put(1, "public.customers", "1", "Ada")
          .full(1)
          .put(2, "public.customers", "2", "Bob")
          .put(3, "public.customers", "1", "Ada L.")
          .put(4, "public.orders", "9", "2")
          .incremental(4)
          .delete(5, "public.customers", 1)
          .put(6, "public.customers", "2", "Robert")
          .incremental(6);

  @Test
  @DisplayName("has the state at the end of a full, inside an incremental and at its end")
  void everySequence() {
    List<List<String>> customers = new ArrayList<>();
    for (int sequence = 1; sequence <= 6; sequence++) {
      restore(at(sequence).with(new TableChoice(Set.of(), Optional.of("at_" + sequence))));
      customers.add(database.rows("SELECT * FROM at_" + sequence + ".customers ORDER BY id"));
    }
    assertThat(customers)
        .containsExactly(
            List.of("1|Ada"),
            List.of("1|Ada", "2|Bob"),
            List.of("1|Ada L.", "2|Bob"),
            List.of("1|Ada L.", "2|Bob"),
            List.of("2|Bob"),
            List.of("2|Robert"));
    assertThat(database.rows("SELECT count(*) FROM at_3.orders")).containsExactly("0");
    assertThat(database.rows("SELECT * FROM at_4.orders")).containsExactly("9|2");
  }

  @Test
  @DisplayName("keeps the rows that a condition is true of, and tells it in the plan")
  void someRows() {
    Condition bob = new Condition.Like("name", "B%");
    TableChoice some =
        new TableChoice(Set.of(TableId.parse("public.customers")), Optional.of("kept"))
            .with(new RowCondition(bob, ZoneOffset.UTC));

    RestoreReport report = restore(at(4).with(some));

    assertThat(database.rows("SELECT * FROM kept.customers")).containsExactly("2|Bob");
    assertThat(((Restored) report.outcome()).rows()).isEqualTo(1);
    assertThat(report.plan()).last().isEqualTo("keep the rows where name LIKE 'B%'");
  }

  @Test
  @DisplayName("does not put some rows in the place of all")
  void someRowsInPlaceOfAll() {
    RowCondition condition = new RowCondition(new Condition.Like("name", "B%"), ZoneOffset.UTC);
    TableChoice some =
        new TableChoice(Set.of(TableId.parse("public.customers")), Optional.empty())
            .with(condition);

    assertProblem(
        at(4).with(some).with(RestoreOptions.DEFAULT.with(ExistingTables.REPLACE)),
        CorrectConditionException.class,
        "only some rows of public.customers would be restored, and take the place of all that the"
            + " target has",
        "Restore them beside it, into another schema, and copy them over from there.");
  }

  @Test
  @DisplayName("does not put some rows in the place of all when the table's own schema is named")
  void someRowsIntoItsOwnSchema() {
    RowCondition condition = new RowCondition(new Condition.Like("name", "B%"), ZoneOffset.UTC);
    TableChoice some =
        new TableChoice(Set.of(TableId.parse("public.customers")), Optional.of("public"))
            .with(condition);

    assertProblem(
        at(4).with(some).with(RestoreOptions.DEFAULT.with(ExistingTables.REPLACE)),
        CorrectConditionException.class,
        "only some rows of public.customers would be restored, and take the place of all that the"
            + " target has",
        "Restore them beside it, into another schema, and copy them over from there.");
  }

  @Test
  @DisplayName("is rehearsed with two tables of one name, and leaves nothing")
  void rehearsalOfOneName() {
    ArchiveBuilder two =
        new ArchiveBuilder()
            .table(Definitions.customers())
            .table(
                Definitions.table("crm.customers").column("id", "integer", ValueKind.INT32).build())
            .put(1, "public.customers", "1", "Ada")
            .put(1, "crm.customers", "7")
            .full(1);
    RestoreRequest rehearsal =
        RestoreRequest.of(
                two.archive, new RestorePoint.Latest(), new Target.DatabaseTarget(database.url()))
            .with(new TableChoice(Set.of(), new TargetSchemas.Numbered("drill")))
            .with(RestoreOptions.DEFAULT.with(RestoreOptions.Extent.REHEARSAL));

    RestoreReport report = Restore.run(rehearsal, ProgressListener.NONE);

    assertThat(((RestoreReport.Rehearsed) report.outcome()).tables().keySet())
        .containsExactly(TableId.parse("crm.customers"), TableId.parse("public.customers"));
    assertThat(
            database.rows(
                "SELECT nspname FROM pg_namespace WHERE nspname LIKE 'drill%' OR nspname LIKE"
                    + " 'tidemark%'"))
        .isEmpty();
  }

  @Test
  @DisplayName("is refused when a condition would be for several tables")
  void conditionOnSeveral() {
    RowCondition condition = new RowCondition(new Condition.IsNull("id"), ZoneOffset.UTC);

    assertProblem(
        at(4).with(TableChoice.ALL.with(condition)),
        CorrectConditionException.class,
        "a condition is for the rows of one table, and 2 would be restored: public.customers,"
            + " public.orders",
        "Name the one table, and restore the others without a condition.");
  }

  @Test
  @DisplayName("reports what the point was, what was loaded and what was left out")
  void report() {
    // given
    RestorePoint time = new RestorePoint.AtTime(ArchiveBuilder.timeOf(4).plusSeconds(1));
    TableChoice orders =
        new TableChoice(Set.of(TableId.parse("public.orders")), Optional.of("copy"));

    // when
    RestoreReport report = restore(to(time).with(orders));

    // then
    assertThat(report.point().sequence()).isEqualTo(Sequence.of(4));
    assertThat(report.point().commit().orElseThrow().transaction())
        .isEqualTo(new TransactionId("104"));
    Restored restored = (Restored) report.outcome();
    assertThat(restored.tables().keySet()).containsExactly(new TableId("copy", "orders"));
    assertThat(restored.rows()).isEqualTo(1);
    assertThat(restored.verification()).isEqualTo(Verification.FULL);
    assertThat(restored.skipped()).hasSize(1);
    assertThat(report.plan())
        .containsExactly(
            "restore to sequence 4: transaction 104, committed 2026-11-22T07:04:00Z, 0/400",
            "read full backup 20261122070100Z_000001_full: sequences 1 to 1",
            "read incremental backup 20261122070400Z_000002_incremental: sequences 2 to 4",
            report.plan().get(3))
        .last()
        .asString()
        .matches("table public.orders as copy.orders: 1 files, \\d+ bytes, at most 1 rows");
  }

  @Test
  @DisplayName("only says what it would do when the plan alone is asked for")
  void planOnly() {
    // given
    List<String> before = database.inventory();

    // when
    RestoreReport report =
        restore(at(6).with(RestoreOptions.DEFAULT.with(RestoreOptions.Extent.PLAN)));

    // then
    assertThat(report.outcome()).isEqualTo(new RestoreReport.PlanOnly());
    assertThat(report.plan()).hasSize(6);
    assertThat(database.inventory()).isEqualTo(before);
  }

  @Test
  @DisplayName("takes the place of what is there only when told to")
  void replace() {
    // given
    restore(at(6));

    // when, then
    assertThatThrownBy(() -> restore(at(1)))
        .hasMessage(database.place() + " already has public.customers, public.orders");
    restore(at(1).with(RestoreOptions.DEFAULT.with(ExistingTables.REPLACE)));
    assertThat(database.rows("SELECT * FROM customers")).containsExactly("1|Ada");
  }

  @Test
  @DisplayName("tells of its progress, up to the end")
  void progress() {
    // given
    List<Progress> told = new CopyOnWriteArrayList<>();

    // when
    Restore.run(at(6), told::add);

    // then
    assertThat(told).extracting(Progress::phase).isSorted();
    assertThat(told.get(told.size() - 1))
        .isEqualTo(new Progress(Progress.Phase.FINISH, 0, 0, 2, 2));
    assertThat(told)
        .filteredOn(progress -> progress.phase() == Progress.Phase.VALIDATE)
        .last()
        .satisfies(progress -> assertThat(progress.done()).isEqualTo(progress.total()));
  }

  @Test
  @DisplayName("refuses points outside of the history, each with its own words")
  void outside() {
    assertProblem(
        at(7),
        TakeBackupFirstException.class,
        "the restore point is beyond the backups of collection shop, which end at sequence 6"
            + " (2026-11-22T07:06:00Z)",
        "Take an incremental backup, then restore again.");
    assertProblem(
        to(new RestorePoint.AtTime(Instant.EPOCH)),
        ChooseLaterPointException.class,
        "the restore point is before the history of collection shop, which begins at sequence 1"
            + " (2026-11-22T07:01:00Z)",
        "Choose a point from there on.");
    assertProblem(
        to(new RestorePoint.AtTransaction(new TransactionId("4711"), false)),
        TakeBackupFirstException.class,
        "no transaction 4711 is in the archive of collection shop",
        "If it is newer than the last backup, take an incremental backup, then restore again.");
    assertProblem(
        RestoreRequest.of(
            new ArchiveBuilder().archive, new RestorePoint.Latest(), target(database)),
        TakeBackupFirstException.class,
        "there is nothing to restore: collection shop has no backup",
        "Take a backup first.");
  }

  @Test
  @DisplayName("does not go over a gap")
  void gap() {
    shop.entry(new TimelineEntry.Gap(Sequence.of(6), "the slot was lost", Instant.EPOCH))
        .put(7, "public.customers", "3", "Eve")
        .incremental(7);
    assertProblem(
        at(7),
        ChooseAnotherPointException.class,
        "changes of collection shop after sequence 6 were not captured: the slot was lost",
        "Choose a point up to sequence 6, or one after the next full backup.");
  }

  @Test
  @DisplayName("names a damaged file before it touches the target")
  void damaged() {
    String path = "shop/data/20261122070400Z_000002_incremental-0/public.customers/delta-00.avro";
    byte[] content = shop.storage.content(path).clone();
    content[content.length / 2] ^= 1;
    shop.storage.replace(path, content);
    assertProblem(
        at(6),
        RepairArchiveException.class,
        path + " is damaged: its SHA-256 is not the one in the manifest",
        "Bring the file back from a copy of the storage, or restore to a point that needs none of"
            + " them. The target was not touched.");
  }

  @Test
  @DisplayName("names a missing file, and does without it where it can")
  void missing() {
    String path = "shop/data/20261122070600Z_000003_incremental-0/public.customers/delta-00.avro";
    shop.storage.delete(path);
    assertProblem(
        at(6),
        RepairArchiveException.class,
        path + " is damaged: it is missing",
        "Bring the file back from a copy of the storage, or restore to a point that needs none of"
            + " them. The target was not touched.");
    restore(at(4));
    assertThat(database.rows("SELECT count(*) FROM customers")).containsExactly("2");
  }

  @Test
  @DisplayName("leaves no trace when a file breaks while it is read")
  void failsWhileLoading() {
    // given
    List<String> before = database.inventory();
    String path = "shop/data/20261122070100Z_000001_full-0/public.customers/base-00.avro";

    // when, then
    assertThatThrownBy(
            () ->
                Restore.run(
                    at(6),
                    progress -> {
                      if (progress.phase() == Progress.Phase.LOAD) {
                        shop.storage.delete(path);
                      }
                    }))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining(path);
    assertThat(database.inventory()).isEqualTo(before);
  }

  @Test
  @DisplayName("leaves no trace when all its connections are killed")
  void killed() {
    // given
    List<String> before = database.inventory();

    // when, then
    assertThatThrownBy(
            () ->
                Restore.run(
                    at(6),
                    progress -> {
                      if (progress.phase() == Progress.Phase.FINISH) {
                        database.run(
                            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE"
                                + " application_name = 'tidemark restore' AND datname ="
                                + " current_database()");
                      }
                    }))
        .isInstanceOf(TargetFailedException.class);
    assertThat(database.inventory()).isEqualTo(before);
  }

  @Test
  @DisplayName("leaves no trace when it is cancelled")
  void cancelled() {
    // given
    List<String> before = database.inventory();

    // when, then
    assertThatThrownBy(
            () ->
                Restore.run(
                    at(6),
                    progress -> {
                      if (progress.phase() == Progress.Phase.LOAD && progress.done() == 0) {
                        Thread.currentThread().interrupt();
                      }
                    }))
        .isInstanceOf(RestoreCancelledException.class)
        .hasMessage("the restore was cancelled");
    assertThat(Thread.interrupted()).isTrue();
    assertThat(database.inventory()).isEqualTo(before);
  }

  private void assertProblem(
      RestoreRequest request, Class<? extends ProblemException> type, String message, String hint) {
    List<String> before = database.inventory();
    assertThatThrownBy(() -> restore(request))
        .isInstanceOf(type)
        .hasMessage(message)
        .extracting(e -> ((ProblemException) e).hint())
        .isEqualTo(hint);
    assertThat(database.inventory()).isEqualTo(before);
  }

  private static RestoreReport restore(RestoreRequest request) {
    return Restore.run(request, ProgressListener.NONE);
  }

  private RestoreRequest at(long sequence) {
    return to(new RestorePoint.AtSequence(Sequence.of(sequence)));
  }

  private RestoreRequest to(RestorePoint point) {
    return RestoreRequest.of(shop.archive, point, target(database));
  }

  private static Target target(Postgres database) {
    return new Target.DatabaseTarget(database.url());
  }
}
