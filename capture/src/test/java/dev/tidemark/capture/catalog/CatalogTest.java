package dev.tidemark.capture.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.table.Column;
import dev.tidemark.schemas.table.Constraint;
import dev.tidemark.schemas.table.ForeignKey;
import dev.tidemark.schemas.table.Index;
import dev.tidemark.schemas.table.PrimaryKey;
import dev.tidemark.schemas.table.ReplicaIdentity;
import dev.tidemark.schemas.table.RowKey;
import dev.tidemark.schemas.table.TableDefinition;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Which tables have one, and what is true of a table as a whole. */
@DisplayName("A table's definition")
final class CatalogTest {

  private final DefinedSource source = new DefinedSource();

  @Test
  void is_there_for_every_table_that_could_be_captured() {
    source.execute(
        "CREATE TABLE public.b (id int PRIMARY KEY)",
        "CREATE TABLE public.a (id int PRIMARY KEY)",
        "CREATE TABLE public.without_key (id int)",
        "CREATE TABLE public.c (id int)",
        "ALTER TABLE public.c REPLICA IDENTITY FULL",
        "CREATE TABLE public.d (id int NOT NULL UNIQUE)",
        "ALTER TABLE public.d REPLICA IDENTITY USING INDEX d_id_key",
        "CREATE TABLE public.nothing (id int PRIMARY KEY)",
        "ALTER TABLE public.nothing REPLICA IDENTITY NOTHING",
        "CREATE UNLOGGED TABLE public.unlogged (id int PRIMARY KEY)",
        "CREATE VIEW public.v AS SELECT 1 AS id");
    try (SourceSession session = source.open()) {
      assertThat(Catalog.tables(session))
          .extracting(TableId::schema, TableId::table)
          .containsExactly(
              tuple("public", "a"),
              tuple("public", "b"),
              tuple("public", "c"),
              tuple("public", "d"));
    }
  }

  @Test
  void of_a_table_that_is_gone_is_an_error_that_names_it() {
    assertThatThrownBy(() -> source.definition("public.gone"))
        .isInstanceOf(UnfitSourceException.class)
        .hasMessage("table public.gone is gone from the source " + source.url().place());
  }

  @Test
  void has_a_number_of_its_own_and_for_each_column_that_is_never_given_again() {
    source.execute("CREATE TABLE public.t (id int PRIMARY KEY, a int, b int)");
    TableDefinition before = source.definition("public.t");
    source.execute(
        "ALTER TABLE public.t DROP COLUMN b",
        "ALTER TABLE public.t RENAME a TO b",
        "ALTER TABLE public.t ADD COLUMN a int",
        "ALTER TABLE public.t ADD COLUMN gone int",
        "ALTER TABLE public.t DROP COLUMN gone");

    TableDefinition after = source.definition("public.t");

    assertThat(after.relation()).isEqualTo(before.relation()).isPositive();
    assertThat(before.lastNumber()).isEqualTo(3);
    assertThat(after.lastNumber()).isEqualTo(5);
    assertThat(after.columns())
        .extracting(Column::name, Column::number)
        .containsExactly(tuple("id", 1), tuple("b", 2), tuple("a", 4));
    source.execute("DROP TABLE public.t", "CREATE TABLE public.t (id int PRIMARY KEY)");
    assertThat(source.definition("public.t").relation()).isNotEqualTo(before.relation());
  }

  @Test
  void has_its_keys_constraints_and_indexes() {
    source.execute(
        "CREATE TABLE public.parent (a int, b int, PRIMARY KEY (b, a))",
        "CREATE TABLE public.t (id int, u int UNIQUE, p int CONSTRAINT positive CHECK (p > 0),"
            + " \"X y\" int, r int4range, EXCLUDE USING gist (r WITH &&),"
            + " CONSTRAINT key PRIMARY KEY (u, id),"
            + " CONSTRAINT up FOREIGN KEY (p, \"X y\") REFERENCES public.parent (b, a)"
            + " ON UPDATE CASCADE ON DELETE SET NULL (\"X y\") DEFERRABLE INITIALLY DEFERRED)",
        "CREATE UNIQUE INDEX \"odd ON name\" ON public.t (lower(p::text) DESC) WHERE u > 1",
        "CREATE INDEX plain ON public.t USING hash (id)");

    TableDefinition table = source.definition("public.t");

    assertThat(table.primaryKey())
        .isEqualTo(new PrimaryKey("key", List.of("u", "id"), "PRIMARY KEY (u, id)"));
    assertThat(table.constraints())
        .containsExactly(
            new Constraint("positive", "CHECK ((p > 0))"),
            new Constraint("t_r_excl", "EXCLUDE USING gist (r WITH &&)"),
            new Constraint("t_u_key", "UNIQUE (u)"));
    assertThat(table.indexes())
        .containsExactly(
            new Index("odd ON name", true, "USING btree (lower((p)::text) DESC) WHERE (u > 1)"),
            new Index("plain", false, "USING hash (id)"));
    assertThat(table.foreignKeys())
        .containsExactly(
            new ForeignKey(
                "up",
                List.of("p", "X y"),
                TableId.parse("public.parent"),
                List.of("b", "a"),
                "ON UPDATE CASCADE ON DELETE SET NULL (\"X y\") DEFERRABLE INITIALLY DEFERRED"));
  }

  @Test
  void has_what_tells_its_rows_apart() {
    source.execute(
        "CREATE TABLE public.plain (a int, id int PRIMARY KEY)",
        "CREATE TABLE public.in_full (a int, id int PRIMARY KEY)",
        "ALTER TABLE public.in_full REPLICA IDENTITY FULL",
        "CREATE TABLE public.keyless (a int, j json, UNIQUE (a))",
        "ALTER TABLE public.keyless REPLICA IDENTITY FULL",
        "CREATE TABLE public.by_index (dropped int, id int PRIMARY KEY DEFERRABLE, a int NOT NULL,"
            + " b int NOT NULL, c int)",
        "ALTER TABLE public.by_index DROP COLUMN dropped",
        "CREATE UNIQUE INDEX \"odd one\" ON public.by_index (b, a) INCLUDE (c)",
        "ALTER TABLE public.by_index REPLICA IDENTITY USING INDEX \"odd one\"");

    assertThat(source.definition("public.plain").rowKey()).isEqualTo(columns("id"));
    assertThat(source.definition("public.plain").replicaIdentity())
        .isEqualTo(ReplicaIdentity.DEFAULT);
    assertThat(source.definition("public.in_full").rowKey()).isEqualTo(columns("id"));
    assertThat(source.definition("public.in_full").replicaIdentity())
        .isEqualTo(ReplicaIdentity.FULL);
    assertThat(source.definition("public.keyless").rowKey()).isEqualTo(RowKey.WHOLE_ROW);
    assertThat(source.definition("public.keyless").optionalPrimaryKey()).isEmpty();
    assertThat(source.definition("public.by_index").rowKey()).isEqualTo(columns("b", "a"));
    assertThat(source.definition("public.by_index").replicaIdentity())
        .isEqualTo(new ReplicaIdentity.UsingIndex("odd one", List.of("b", "a")));
  }

  private static RowKey columns(String... names) {
    return new RowKey.Columns(List.of(names));
  }
}
