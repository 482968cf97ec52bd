package dev.tidemark.restorer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.archive.plan.RestorePoint;
import dev.tidemark.schemas.change.Sequence;
import dev.tidemark.schemas.problem.ProblemException;
import dev.tidemark.schemas.row.UnadaptableRowsException;
import dev.tidemark.schemas.table.ReplicaIdentity;
import dev.tidemark.schemas.table.ValueKind;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A restore of a table that was altered, or has no key,")
class AlteredTableRestoreTest {

  private final Postgres database = Postgres.newDatabase();

  @Test
  @DisplayName("has rows of every time with the columns of the restore point")
  void altered() {
    // given: a column is dropped and made again, one renamed and widened, two are added
    ArchiveBuilder shop =
        new ArchiveBuilder()
            .table(
                Definitions.table("public.t")
                    .column("id", "integer", ValueKind.INT32)
                    .column("note", "text", ValueKind.TEXT)
                    .column("price", "numeric(6,2)", ValueKind.NUMERIC)
                    .build())
            .put(1, "public.t", "1", "old note", "9.50")
            .put(1, "public.t", "2", "older note", null)
            .full(1)
            .table(
                Definitions.table("public.t")
                    .column("number", "integer", ValueKind.INT32)
                    .dropped()
                    .column("cost", "numeric(9,2)", ValueKind.NUMERIC)
                    .column("note", "text", ValueKind.TEXT)
                    .column("tags", "text[]", ValueKind.OTHER, "{\"a b\",NULL}")
                    .column("at", "timestamp with time zone", ValueKind.TIMESTAMPTZ, "infinity")
                    .build())
            .put(2, "public.t", "3", "1234567.89", "new note", "{}", "2026-11-22 07:00:00+00")
            .incremental(2);

    // when
    restore(shop, 2);

    // then
    assertThat(database.rows("SELECT number, cost, note, tags, at FROM public.t ORDER BY 1"))
        .containsExactly(
            "1|9.50|null|{\"a b\",NULL}|infinity",
            "2|null|null|{\"a b\",NULL}|infinity",
            "3|1234567.89|new note|{}|2026-11-22 07:00:00+00");
  }

  @Test
  @DisplayName("stops when rows are those of an earlier table of the name, and leaves no trace")
  void madeAgain() {
    // given
    Definitions customers = Definitions.table("public.t").column("id", "integer", ValueKind.INT32);
    ArchiveBuilder shop =
        new ArchiveBuilder()
            .table(customers.build())
            .put(1, "public.t", "1")
            .full(1)
            .table(customers.madeAgain().build())
            .put(2, "public.t", "2")
            .incremental(2);
    List<String> before = database.inventory();

    // when, then
    assertThatThrownBy(() -> restore(shop, 2))
        .isInstanceOf(UnadaptableRowsException.class)
        .hasMessage(
            "rows of public.t are those of an earlier table of this name (relation 16384, now"
                + " 16385), which was dropped")
        .extracting(e -> ((ProblemException) e).hint())
        .isEqualTo(
            "Restore to a point before it was made again. For points after it the table has to be"
                + " read again: drop the collection and create it again.");
    assertThat(database.inventory()).isEqualTo(before);
  }

  @Test
  @DisplayName("has equal rows as often as they were, and a table that is captured as it was")
  void withoutKey() {
    // given
    ArchiveBuilder shop =
        new ArchiveBuilder()
            .table(
                Definitions.table("public.t")
                    .column("n", "integer", ValueKind.INT32)
                    .column("doc", "json", ValueKind.TEXT)
                    .withoutKey()
                    .build())
            .putCopy(1, "public.t", 1, "1", "{}")
            .putCopy(1, "public.t", 2, "1", "{}")
            .putCopy(1, "public.t", 1, null, null)
            .full(1)
            .putCopy(2, "public.t", 3, "1", "{}")
            .putCopy(2, "public.t", 2, null, null)
            .incremental(2);

    // when
    RestoreReport report = restore(shop, 2);

    // then
    assertThat(database.rows("SELECT n, doc FROM public.t ORDER BY 1"))
        .containsExactly("1|{}", "1|{}", "1|{}", "null|null", "null|null");
    assertThat(((RestoreReport.Restored) report.outcome()).rows()).isEqualTo(5);
    assertThat(replicaIdentity()).containsExactly("f|null");
  }

  @Test
  @DisplayName("has a replica identity that names an index")
  void replicaIdentityByIndex() {
    // given
    ArchiveBuilder shop =
        new ArchiveBuilder()
            .table(
                Definitions.table("public.t")
                    .column("id", "integer", ValueKind.INT32)
                    .column("code", "integer", ValueKind.INT32)
                    .notNull()
                    .constraint("t code", "UNIQUE (code)")
                    .identity(new ReplicaIdentity.UsingIndex("t code", List.of("code")))
                    .build())
            .put(1, "public.t", "1", "10")
            .full(1);

    // when
    restore(shop, 1);

    // then
    assertThat(replicaIdentity()).containsExactly("i|t code");
  }

  private List<String> replicaIdentity() {
    return database.rows(
        """
        SELECT c.relreplident, (SELECT x.relname FROM pg_index i JOIN pg_class x
                                ON x.oid = i.indexrelid WHERE i.indrelid = c.oid AND indisreplident)
          FROM pg_class c WHERE c.oid = 'public.t'::regclass
        """);
  }

  private RestoreReport restore(ArchiveBuilder shop, long sequence) {
    return Restore.run(
        RestoreRequest.of(
            shop.archive,
            new RestorePoint.AtSequence(Sequence.of(sequence)),
            new Target.DatabaseTarget(database.url())),
        ProgressListener.NONE);
  }
}
