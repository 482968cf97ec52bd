package dev.tidemark.restorer.target;

import static dev.tidemark.restorer.target.TargetSpec.row;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.restorer.Definitions;
import dev.tidemark.restorer.ddl.Skipped;
import dev.tidemark.restorer.ddl.SkippedForeignKey;
import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.table.Generation;
import dev.tidemark.schemas.table.TableDefinition;
import dev.tidemark.schemas.table.ValueKind;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A database as destination")
class DatabaseDestinationTest {

  private final TargetSpec target = new TargetSpec();

  @Test
  @DisplayName("has the tables with all that belongs to them, and no trace of the staging")
  void wholeDefinition() {
    // given
    TableDefinition orders =
        Definitions.table("public.orders")
            .column("id", "bigint", ValueKind.INT64, null, new Generation.Identity(true))
            .column("customer", "integer", ValueKind.INT32)
            .column("amount", "numeric(12,2)", ValueKind.NUMERIC, "0.00", Generation.PLAIN)
            .column(
                "gross",
                "numeric",
                ValueKind.NUMERIC,
                null,
                new Generation.Computed("amount * 1.2", true))
            .column("took", "interval", ValueKind.OTHER)
            .constraint("orders_amount_check", "CHECK ((amount >= (0)::numeric))")
            .constraint("orders_customer_took_key", "UNIQUE (customer, took)")
            .index("orders_amount_idx", "USING btree (amount) WHERE (amount > (100)::numeric)")
            .foreignKey("orders_customer_fkey", "customer", "public.customers", "ON DELETE CASCADE")
            .sequence("orders_id_seq", "id", 1)
            .build();
    target.table(Definitions.customers(), row("1", "Ada"), row("2", null));
    target.table(orders, row("7", "1", "19.90", "1 mon 2 days"), row("8", "2", "5.00", null));

    // when
    List<Skipped> skipped = target.restore();

    // then
    assertThat(skipped).isEmpty();
    assertThat(target.database.rows("SELECT * FROM customers ORDER BY id"))
        .containsExactly("1|Ada", "2|null");
    assertThat(target.database.rows("SELECT * FROM orders ORDER BY id"))
        .containsExactly("7|1|19.90|23.880|1 mon 2 days", "8|2|5.00|6.000|null");
    assertThat(target.database.inventory())
        .contains(
            "constraint orders_amount_check CHECK ((amount >= (0)::numeric))",
            "constraint orders_customer_took_key UNIQUE (customer, took)",
            "constraint orders_customer_fkey FOREIGN KEY (customer) REFERENCES customers(id) ON"
                + " DELETE CASCADE",
            "constraint orders_pkey PRIMARY KEY (id)",
            "relation S orders_id_seq",
            "relation i orders_amount_idx")
        .noneMatch(thing -> thing.contains("tidemark"));
  }

  @Test
  @DisplayName("reads back the sum of the rows it was given, in both forms of COPY")
  void readBack() {
    // given
    TableDefinition texts =
        Definitions.table("public.texts")
            .column("id", "integer", ValueKind.INT32)
            .column("at", "timestamp with time zone", ValueKind.TIMESTAMPTZ)
            .column("path", "point", ValueKind.OTHER)
            .build();
    target.table(Definitions.customers(), row("1", "tab\tline\nback\\slash"), row("2", "é世"));
    target.table(
        texts, row("1", "2026-11-22 08:00:00.5+00", "(1,2.5)"), row("2", "-infinity", null));

    // when
    try (DatabaseDestination destination = target.open()) {
      destination.prepare();

      // then
      assertThat(target.load(destination)).isEqualTo(target.expected());
    }
  }

  @Test
  @DisplayName("goes on counting where the source stopped, for identity and for serial columns")
  void sequencesContinue() {
    // given
    TableDefinition serial =
        Definitions.table("app.events")
            .column(
                "id",
                "bigint",
                ValueKind.INT64,
                "nextval('app.events_id_seq'::regclass)",
                Generation.PLAIN)
            .column("name", "text", ValueKind.TEXT)
            .sequence("events_id_seq", "id", 5)
            .build();
    TableDefinition identity =
        Definitions.table("public.visits")
            .column("id", "bigint", ValueKind.INT64, null, new Generation.Identity(true))
            .column("name", "text", ValueKind.TEXT)
            .sequence("visits_id_seq", "id", 0)
            .build();
    TableDefinition unused =
        Definitions.table("public.unused")
            .column("id", "bigint", ValueKind.INT64, null, new Generation.Identity(false))
            .column("name", "text", ValueKind.TEXT)
            .sequence("unused_id_seq", "id", 0)
            .build();
    target.table(serial, row("3", "below what was handed out"));
    target.table(identity, row("41", "beyond what was recorded"));
    target.table(unused);

    // when
    target.intoSchema("copy").restore();

    // then
    for (String table : List.of("events", "visits", "unused")) {
      target.database.run("INSERT INTO copy." + table + " (name) VALUES ('new')");
    }
    assertThat(target.database.rows("SELECT id FROM copy.events ORDER BY id"))
        .containsExactly("3", "6");
    assertThat(target.database.rows("SELECT id FROM copy.visits ORDER BY id"))
        .containsExactly("41", "42");
    assertThat(target.database.rows("SELECT id FROM copy.unused")).containsExactly("1");
    assertThat(
            target.database.rows(
                "SELECT pg_get_serial_sequence('copy.events', 'id'), pg_get_expr(adbin, adrelid)"
                    + " FROM pg_attrdef WHERE adrelid = 'copy.events'::regclass"))
        .containsExactly("copy.events_id_seq|nextval('copy.events_id_seq'::regclass)");
  }

  @Test
  @DisplayName("leaves out a foreign key to a table that is not restored, and says so")
  void foreignKeyOutside() {
    // given
    TableDefinition orders =
        Definitions.table("public.orders")
            .column("id", "integer", ValueKind.INT32)
            .column("customer", "integer", ValueKind.INT32)
            .foreignKey("orders_customer_fkey", "customer", "crm.customers", "")
            .build();
    target.table(orders, row("1", "99"));

    // when
    List<Skipped> skipped = target.intoSchema("copy").restore();

    // then
    assertThat(skipped)
        .containsExactly(
            new SkippedForeignKey(
                new TableId("copy", "orders"),
                "orders_customer_fkey",
                new TableId("crm", "customers")));
    assertThat(target.database.rows("SELECT * FROM copy.orders")).containsExactly("1|99");
  }

  @Test
  @DisplayName("gets the enums, domains and composites it lacks, and keeps those it has")
  void userTypes() {
    // given
    target.database.run("CREATE TYPE public.mood AS ENUM ('sad', 'so-so', 'ok')");
    String span =
        "CREATE TYPE public.span AS RANGE (SUBTYPE = double precision, SUBTYPE_OPCLASS ="
            + " pg_catalog.float8_ops, SUBTYPE_DIFF = float8mi, MULTIRANGE_TYPE_NAME ="
            + " public.spans)";
    target.database.run(span);
    TableDefinition people =
        Definitions.table("public.people")
            .column("id", "integer", ValueKind.INT32)
            .column("mood", "public.mood", ValueKind.TEXT)
            .column("zip", "geo.zip", ValueKind.TEXT)
            .column("home", "geo.address", ValueKind.OTHER)
            .column("span", "public.span", ValueKind.OTHER)
            .type("public.mood", "CREATE TYPE public.mood AS ENUM ('sad', 'ok')")
            .type("public.span", span)
            .type("geo.zip", "CREATE DOMAIN geo.zip AS text CHECK ((length(VALUE) = 5))")
            .type("geo.address", "CREATE TYPE geo.address AS (street text, zip geo.zip)")
            .build();
    target.table(people, row("1", "ok", "12345", "(\"Long Road\",54321)", "[1,2.5)"));

    // when
    target.restore();

    // then
    assertThat(target.database.rows("SELECT *, (home).zip FROM people"))
        .containsExactly("1|ok|12345|(\"Long Road\",54321)|[1,2.5)|54321");
    assertThat(target.database.rows("SELECT unnest(enum_range(NULL::mood))"))
        .containsExactly("sad", "so-so", "ok");
  }

  @Test
  @DisplayName("takes the place of old tables when told to, also when they refer to each other")
  void replace() {
    // given
    target.database.run(
        "CREATE TABLE customers (id int PRIMARY KEY, old text)",
        "CREATE TABLE orders (id int PRIMARY KEY, customer int REFERENCES customers)",
        "INSERT INTO customers VALUES (1, 'old')");
    TableDefinition orders =
        Definitions.table("public.orders").column("id", "integer", ValueKind.INT32).build();
    target.table(Definitions.customers(), row("2", "Ada")).table(orders).replacing();

    // when
    target.restore();

    // then
    assertThat(target.database.rows("SELECT id, name FROM customers")).containsExactly("2|Ada");
    assertThat(target.database.rows("SELECT count(*) FROM orders")).containsExactly("0");
  }

  @Test
  @DisplayName("keeps two tables of one name apart by their schemas")
  void sameNameInTwoSchemas() {
    // given
    TableDefinition first =
        Definitions.table("a.t").column("id", "integer", ValueKind.INT32).build();
    TableDefinition second =
        Definitions.table("b.t").column("id", "bigint", ValueKind.INT64).build();
    target.table(first, row("1")).table(second, row("2"));

    // when
    target.restore();

    // then
    assertThat(target.database.rows("SELECT * FROM a.t")).containsExactly("1");
    assertThat(target.database.rows("SELECT * FROM b.t")).containsExactly("2");
  }
}
