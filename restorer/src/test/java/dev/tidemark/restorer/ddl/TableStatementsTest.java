package dev.tidemark.restorer.ddl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.restorer.Definitions;
import dev.tidemark.restorer.select.RestoredTable;
import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.table.Column;
import dev.tidemark.schemas.table.Generation;
import dev.tidemark.schemas.table.OwnedSequence;
import dev.tidemark.schemas.table.PrimaryKey;
import dev.tidemark.schemas.table.ReplicaIdentity;
import dev.tidemark.schemas.table.TableDefinition;
import dev.tidemark.schemas.table.ValueKind;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The statements of a table")
class TableStatementsTest {

  @Test
  @DisplayName("make its columns in the staging schema, with defaults, collations and generation")
  void columns() {
    // given
    Column id = new Column(1, "id", "bigint", ValueKind.INT64, false, null, identity(), null, null);
    Column name =
        new Column(
            2,
            "full \"name\"",
            "text",
            ValueKind.TEXT,
            true,
            "'none'::text",
            Generation.PLAIN,
            "pg_catalog.\"C\"",
            null);
    Column length =
        new Column(
            4,
            "length",
            "integer",
            ValueKind.INT32,
            true,
            null,
            new Generation.Computed("length(name)", false),
            null,
            null);
    OwnedSequence sequence =
        new OwnedSequence("people_id_seq", "id", "AS bigint START WITH 5 CACHE 1", 1, 4);
    TableDefinition people =
        new TableDefinition(
            TableId.parse("public.people"),
            16_384,
            4,
            List.of(id, name, length),
            new PrimaryKey("people_pkey", List.of("id"), "PRIMARY KEY (id)"),
            ReplicaIdentity.DEFAULT,
            List.of(),
            List.of(),
            List.of(),
            List.of(sequence),
            List.of(),
            List.of());

    // when
    TableStatements statements = statements(people);

    // then
    assertThat(statements.sequences()).isEmpty();
    assertThat(statements.table())
        .containsExactly(
            new Statement(
                "table public.people",
                """
                CREATE TABLE "tidemark_restore_1"."people" (
                  "id" bigint GENERATED ALWAYS AS IDENTITY (SEQUENCE NAME\
                 "tidemark_restore_1"."people_id_seq" START WITH 5 CACHE 1) NOT NULL,
                  "full ""name\""" text COLLATE pg_catalog."C" DEFAULT 'none'::text,
                  "length" integer GENERATED ALWAYS AS (length(name)) VIRTUAL
                )"""));
  }

  @Test
  @DisplayName("point the default of a serial column to its own sequence, and no other")
  void serial() {
    // given
    TableDefinition events =
        Definitions.table("app.events")
            .column(
                "id",
                "bigint",
                ValueKind.INT64,
                "nextval('app.events_id_seq'::regclass)",
                Generation.PLAIN)
            .column(
                "ticket",
                "text",
                ValueKind.TEXT,
                "('T-' || nextval('events_id_seq'::regclass)) || nextval('other.s'::regclass)",
                Generation.PLAIN)
            .sequence("events_id_seq", "id", 0)
            .build();

    // when
    List<Statement> table = statements(events).table();

    // then
    assertThat(table.get(0).sql())
        .contains(
            "\"id\" bigint DEFAULT nextval('\"tidemark_restore_1\".\"events_id_seq\"'::regclass)")
        .contains(
            "\"ticket\" text DEFAULT ('T-' ||"
                + " nextval('\"tidemark_restore_1\".\"events_id_seq\"'::regclass)) ||"
                + " nextval('other.s'::regclass)");
    assertThat(table.get(1).sql())
        .isEqualTo(
            "ALTER SEQUENCE \"tidemark_restore_1\".\"events_id_seq\" OWNED BY"
                + " \"tidemark_restore_1\".\"events\".\"id\"");
  }

  @Test
  @DisplayName("find a sequence whose name the server has to escape")
  void escapedSequences() {
    // given
    TableDefinition events =
        Definitions.table("app.events")
            .column(
                "id",
                "bigint",
                ValueKind.INT64,
                "nextval(E'app.\"it''s a\\\\b\"'::regclass)",
                Generation.PLAIN)
            .sequence("it's a\\b", "id", 0)
            .build();

    // when
    List<Statement> table = statements(events).table();

    // then
    assertThat(table.get(0).sql())
        .contains("DEFAULT nextval('\"tidemark_restore_1\".\"it''s a\\b\"'::regclass)");
  }

  @Test
  @DisplayName("take a default of any length, and no name in quotes for a sequence")
  void longDefault() {
    // given
    String named = "\"it's\".\"f 'events_id_seq'::regclass\"('" + "x''".repeat(100_000) + "')";
    TableDefinition events =
        Definitions.table("app.events")
            .column("note", "text", ValueKind.TEXT, named, Generation.PLAIN)
            .sequence("events_id_seq", "note", 0)
            .build();

    // when
    List<Statement> table = statements(events).table();

    // then
    assertThat(table.get(0).sql()).contains("DEFAULT " + named);
  }

  @Test
  @DisplayName("make all indexes when the data is there, then what locks readers out")
  void afterData() {
    // given
    TableDefinition table =
        Definitions.table("public.t")
            .column("id", "integer", ValueKind.INT32)
            .constraint("positive", "CHECK ((id > 0))")
            .constraint("once", "UNIQUE (id) INCLUDE (\"a) b\")")
            .index("by_id", "USING hash (id)")
            .sequence("t_id_seq", "id", 1)
            .build();

    // when
    AfterData statements = statements(table).afterData();

    // then
    assertThat(statements.indexes())
        .containsExactly(
            new Statement(
                "primary key t_pkey of public.t",
                "CREATE UNIQUE INDEX \"t_pkey\" ON \"tidemark_restore_1\".\"t\" (\"id\")"),
            new Statement(
                "constraint once of public.t",
                "CREATE UNIQUE INDEX \"once\" ON \"tidemark_restore_1\".\"t\" (id) INCLUDE (\"a)"
                    + " b\")"),
            new Statement(
                "index by_id of public.t",
                "CREATE INDEX \"by_id\" ON \"tidemark_restore_1\".\"t\" USING hash (id)"));
    assertThat(statements.rest())
        .startsWith(
            new Statement(
                "primary key t_pkey of public.t",
                "ALTER TABLE \"tidemark_restore_1\".\"t\" ADD CONSTRAINT \"t_pkey\" PRIMARY KEY"
                    + " USING INDEX \"t_pkey\""),
            new Statement(
                "constraint positive of public.t",
                "ALTER TABLE \"tidemark_restore_1\".\"t\" ADD CONSTRAINT \"positive\" CHECK ((id >"
                    + " 0))"),
            new Statement(
                "constraint once of public.t",
                "ALTER TABLE \"tidemark_restore_1\".\"t\" ADD CONSTRAINT \"once\" UNIQUE"
                    + " USING INDEX \"once\""))
        .extracting(Statement::subject)
        .endsWith("sequence t_id_seq of public.t");
  }

  @ParameterizedTest(name = "{0}")
  @DisplayName("add a key whole of which an index alone says too little")
  @ValueSource(
      strings = {
        "UNIQUE (id) DEFERRABLE INITIALLY DEFERRED",
        "UNIQUE NULLS NOT DISTINCT (id)",
        "UNIQUE (id, during WITHOUT OVERLAPS)",
        "EXCLUDE USING gist (during WITH &&)"
      })
  void wholeConstraints(String constraint) {
    // given
    TableDefinition table =
        Definitions.table("public.t")
            .column("id", "integer", ValueKind.INT32)
            .withoutKey()
            .constraint("c", constraint)
            .build();

    // when
    AfterData statements = statements(table).afterData();

    // then
    assertThat(statements.indexes()).isEmpty();
    assertThat(statements.rest())
        .first()
        .isEqualTo(
            new Statement(
                "constraint c of public.t",
                "ALTER TABLE \"tidemark_restore_1\".\"t\" ADD CONSTRAINT \"c\" " + constraint));
  }

  @Test
  @DisplayName("give the table its replica identity, once the index that it may name is there")
  void replicaIdentity() {
    // given
    Definitions table =
        Definitions.table("public.t")
            .column("id", "integer", ValueKind.INT32)
            .index("by id", "USING btree (id)");

    // when, then
    assertThat(statements(table.identity(ReplicaIdentity.FULL).build()).afterData().rest())
        .last()
        .isEqualTo(
            new Statement(
                "replica identity of public.t",
                "ALTER TABLE \"tidemark_restore_1\".\"t\" REPLICA IDENTITY FULL"));
    assertThat(
            statements(
                    table.identity(new ReplicaIdentity.UsingIndex("by id", List.of("id"))).build())
                .afterData()
                .rest())
        .last()
        .isEqualTo(
            new Statement(
                "replica identity of public.t",
                "ALTER TABLE \"tidemark_restore_1\".\"t\" REPLICA IDENTITY USING INDEX"
                    + " \"by id\""));
  }

  @Test
  @DisplayName("add no key to a table that has none")
  void withoutKey() {
    // given
    TableDefinition table =
        Definitions.table("public.t").column("n", "integer", ValueKind.INT32).withoutKey().build();

    // when, then
    assertThat(statements(table).afterData().rest())
        .containsExactly(
            new Statement(
                "replica identity of public.t",
                "ALTER TABLE \"tidemark_restore_1\".\"t\" REPLICA IDENTITY FULL"));
  }

  private static TableStatements statements(TableDefinition definition) {
    RestoredTable table = new RestoredTable(definition, definition.id());
    return TableStatements.of(table, Staging.of("1", List.of(table)));
  }

  private static Generation identity() {
    return new Generation.Identity(true);
  }
}
