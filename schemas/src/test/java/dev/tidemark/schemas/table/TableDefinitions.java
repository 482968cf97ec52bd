package dev.tidemark.schemas.table;

import dev.tidemark.schemas.change.TableId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Definitions for tests. */
public final class TableDefinitions {

  private TableDefinitions() {}

  private static final long RELATION = 16_384;

  /** A column whose number the table gives it. */
  public static Column column(String name, String type, ValueKind kind) {
    return column(1, name, type, kind, null);
  }

  public static Column column(
      int number, String name, String type, ValueKind kind, String missing) {
    return new Column(number, name, type, kind, true, null, Generation.PLAIN, null, missing);
  }

  /** A table whose first column is its key. */
  public static TableDefinition table(String name, Column... columns) {
    return table(name, List.of(columns[0].name()), columns);
  }

  public static TableDefinition table(String name, List<String> key, Column... columns) {
    List<Column> numbered = new ArrayList<>();
    for (Column column : columns) {
      numbered.add(withNumber(numbered.size() + 1, column));
    }
    PrimaryKey primaryKey = new PrimaryKey("the_key", key, "PRIMARY KEY (…)");
    return table(name, RELATION, columns.length, primaryKey, ReplicaIdentity.DEFAULT, numbered);
  }

  /** A table without a key. */
  public static TableDefinition keyless(String name, Column... columns) {
    TableDefinition keyed = table(name, columns);
    return table(name, RELATION, columns.length, null, ReplicaIdentity.FULL, keyed.columns());
  }

  /** A table as it is at one time: its columns have their numbers, the first is the key. */
  public static TableDefinition altered(long relation, int lastNumber, Column... columns) {
    PrimaryKey key = new PrimaryKey("the_key", List.of(columns[0].name()), "PRIMARY KEY (…)");
    return table(
        "public.t", relation, lastNumber, key, ReplicaIdentity.DEFAULT, Arrays.asList(columns));
  }

  public static TableDefinition table(
      String name,
      long relation,
      int lastNumber,
      PrimaryKey primaryKey,
      ReplicaIdentity identity,
      List<Column> columns) {
    return new TableDefinition(
        TableId.parse(name),
        relation,
        lastNumber,
        columns,
        primaryKey,
        identity,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of());
  }

  private static Column withNumber(int number, Column column) {
    return new Column(
        number,
        column.name(),
        column.type(),
        column.kind(),
        column.nullable(),
        column.defaultExpression(),
        column.generation(),
        column.collation(),
        column.missing());
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

  /** A definition in which nothing is left empty but the triggers. */
  public static TableDefinition full() {
    return full(List.of());
  }

  /** The same with a trigger of each kind. */
  public static TableDefinition withTriggers() {
    return full(
        List.of(
            new Trigger(
                "audit \"ON\"",
                false,
                "BEFORE INSERT OR UPDATE OF amount",
                null,
                "FOR EACH ROW WHEN ((new.amount > 0)) EXECUTE FUNCTION public.note('a')",
                "public.note",
                Trigger.State.DISABLED),
            new Trigger(
                "check_customer",
                true,
                "AFTER INSERT",
                new TableId("public", "customers"),
                "DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.look()",
                "public.look",
                Trigger.State.ENABLED)));
  }

  private static TableDefinition full(List<Trigger> triggers) {
    return new TableDefinition(
        new TableId("public", "orders"),
        16_385,
        6,
        List.of(
            new Column(
                1,
                "id",
                "bigint",
                ValueKind.INT64,
                false,
                null,
                new Generation.Identity(true),
                null,
                null),
            new Column(
                3,
                "Größe \"x\".y",
                "character varying(20)",
                ValueKind.TEXT,
                true,
                "'ü'::character varying",
                Generation.PLAIN,
                "pg_catalog.\"C\"",
                "u\n\"ü\""),
            new Column(
                4,
                "doubled",
                "integer",
                ValueKind.INT32,
                true,
                null,
                new Generation.Computed("amount * 2", true),
                null,
                null),
            new Column(
                5, "amount", "integer", ValueKind.INT32, false, "0", Generation.PLAIN, null, "0")),
        new PrimaryKey("orders_pkey", List.of("id"), "PRIMARY KEY (id)"),
        new ReplicaIdentity.UsingIndex("orders_amount_idx", List.of("amount")),
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
        List.of(new UserType("public.mood", "CREATE TYPE public.mood AS ENUM ('sad', 'ok')")),
        triggers);
  }
}
