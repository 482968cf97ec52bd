package dev.tidemark.restorer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.archive.plan.RestorePoint;
import dev.tidemark.restorer.RestoreReport.Restored;
import dev.tidemark.restorer.load.ExistingTables;
import dev.tidemark.restorer.load.Verification;
import dev.tidemark.restorer.select.TargetSchemas;
import dev.tidemark.schemas.change.Sequence;
import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.change.TransactionId;
import dev.tidemark.schemas.table.ValueKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A restore into a database")
class RestoreTest {

  private final Shop shop = new Shop();

  @Test
  @DisplayName("has the state at the end of a full, inside an incremental and at its end")
  void everySequence() {
    List<List<String>> customers = new ArrayList<>();
    for (int sequence = 1; sequence <= 6; sequence++) {
      shop.restore(
          shop.at(sequence).with(new TableChoice(Set.of(), Optional.of("at_" + sequence))));
      customers.add(shop.database.rows("SELECT * FROM at_" + sequence + ".customers ORDER BY id"));
    }
    assertThat(customers)
        .containsExactly(
            List.of("1|Ada"),
            List.of("1|Ada", "2|Bob"),
            List.of("1|Ada L.", "2|Bob"),
            List.of("1|Ada L.", "2|Bob"),
            List.of("2|Bob"),
            List.of("2|Robert"));
    assertThat(shop.database.rows("SELECT count(*) FROM at_3.orders")).containsExactly("0");
    assertThat(shop.database.rows("SELECT * FROM at_4.orders")).containsExactly("9|2");
  }

  @Test
  @DisplayName("reports what the point was, what was loaded and what was left out")
  void report() {
    // given
    RestorePoint time = new RestorePoint.AtTime(ArchiveBuilder.timeOf(4).plusSeconds(1));
    TableChoice orders =
        new TableChoice(Set.of(TableId.parse("public.orders")), Optional.of("copy"));

    // when
    RestoreReport report = shop.restore(shop.to(time).with(orders));

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
    List<String> before = shop.database.inventory();

    // when
    RestoreReport report =
        shop.restore(shop.at(6).with(RestoreOptions.DEFAULT.with(RestoreOptions.Extent.PLAN)));

    // then
    assertThat(report.outcome()).isEqualTo(new RestoreReport.PlanOnly());
    assertThat(report.plan()).hasSize(6);
    assertThat(shop.database.inventory()).isEqualTo(before);
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
        RestoreRequest.of(two.archive, new RestorePoint.Latest(), shop.target())
            .with(new TableChoice(Set.of(), new TargetSchemas.Numbered("drill")))
            .with(RestoreOptions.DEFAULT.with(RestoreOptions.Extent.REHEARSAL));

    RestoreReport report = Restore.run(rehearsal, ProgressListener.NONE);

    assertThat(((RestoreReport.Rehearsed) report.outcome()).tables().keySet())
        .containsExactly(TableId.parse("crm.customers"), TableId.parse("public.customers"));
    assertThat(
            shop.database.rows(
                "SELECT nspname FROM pg_namespace WHERE nspname LIKE 'drill%' OR nspname LIKE"
                    + " 'tidemark%'"))
        .isEmpty();
  }

  @Test
  @DisplayName("takes the place of what is there only when told to")
  void replace() {
    // given
    shop.restore(shop.at(6));

    // when, then
    assertThatThrownBy(() -> shop.restore(shop.at(1)))
        .hasMessage(shop.database.place() + " already has public.customers, public.orders");
    shop.restore(shop.at(1).with(RestoreOptions.DEFAULT.with(ExistingTables.REPLACE)));
    assertThat(shop.database.rows("SELECT * FROM customers")).containsExactly("1|Ada");
  }

  @Test
  @DisplayName("tells of its progress, up to the end")
  void progress() {
    // given
    List<Progress> told = new CopyOnWriteArrayList<>();

    // when
    Restore.run(shop.at(6), told::add);

    // then
    assertThat(told).extracting(Progress::phase).isSorted();
    assertThat(told.get(told.size() - 1))
        .isEqualTo(new Progress(Progress.Phase.FINISH, 0, 0, 2, 2));
    assertThat(told)
        .filteredOn(progress -> progress.phase() == Progress.Phase.VALIDATE)
        .last()
        .satisfies(progress -> assertThat(progress.done()).isEqualTo(progress.total()));
  }
}
