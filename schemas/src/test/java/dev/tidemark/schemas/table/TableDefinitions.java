package dev.tidemark.schemas.table;

import dev.tidemark.schemas.change.TableId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Definitions for tests. */
public final class TableDefinitions {

  private TableDefinitions() {}

  public static Column column(String name, String type, ValueKind kind) {
    return new Column(name, type, kind, true, null, Generation.PLAIN, null);
  }

  /** A table whose first column is its key. */
  public static TableDefinition table(String name, Column... columns) {
    return table(name, List.of(columns[0].name()), columns);
  }

  public static TableDefinition table(String name, List<String> key, Column... columns) {
    return new TableDefinition(
        TableId.parse(name),
        Arrays.asList(columns),
        new PrimaryKey("the_key", key, "PRIMARY KEY (…)"),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of());
  }

  /** One column of every kind, named by it; the key is the first. */
  public static TableDefinition everyKind() {
    List<Column> columns = new ArrayList<>();
    columns.add(column("id", "bigint", ValueKind.INT64));
    for (ValueKind kind : ValueKind.values()) {
      columns.add(column(kind.name().toLowerCase(java.util.Locale.ROOT), kind.name(), kind));
    }
    return table("public.every_kind", columns.toArray(Column[]::new));
  }

  /** A definition in which nothing is left empty. */
  public static TableDefinition full() {
    return new TableDefinition(
        new TableId("public", "orders"),
        List.of(
            new Column(
                "id", "bigint", ValueKind.INT64, false, null, new Generation.Identity(true), null),
            new Column(
                "Größe \"x\".y",
                "character varying(20)",
                ValueKind.TEXT,
                true,
                "'ü'::character varying",
                Generation.PLAIN,
                "pg_catalog.\"C\""),
            new Column(
                "doubled",
                "integer",
                ValueKind.INT32,
                true,
                null,
                new Generation.Computed("amount * 2", true),
                null),
            new Column("amount", "integer", ValueKind.INT32, false, "0", Generation.PLAIN, null)),
        new PrimaryKey("orders_pkey", List.of("id"), "PRIMARY KEY (id)"),
        List.of(new Constraint("orders_amount_check", "CHECK ((amount >= 0))")),
        List.of(new Index("orders_amount_idx", false, "USING btree (amount)")),
        List.of(
            new ForeignKey(
                "orders_customer_fkey",
                List.of("amount"),
                new TableId("public", "customers"),
                List.of("id"),
                "ON DELETE CASCADE")),
        List.of(new OwnedSequence("orders_id_seq", "id", "AS bigint START WITH 1", 1, 41)),
        List.of(new UserType("public.mood", "CREATE TYPE public.mood AS ENUM ('sad', 'ok')")));
  }
}
