package dev.tidemark.compactor.backup;

import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.table.Column;
import dev.tidemark.schemas.table.Generation;
import dev.tidemark.schemas.table.PrimaryKey;
import dev.tidemark.schemas.table.ReplicaIdentity;
import dev.tidemark.schemas.table.TableDefinition;
import dev.tidemark.schemas.table.ValueKind;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** The tables of the simulated shop. */
final class SimulatedTables {

  private static final long RELATION = 20_000;

  /** A whole number as its key, and a column large enough to be left out of updates. */
  static final TableDefinition ORDERS =
      table("orders", List.of("id"), number("id"), text("state"), text("document"));

  /** A composite key, whose order is not that of the columns. */
  static final TableDefinition ITEMS =
      table(
          "items",
          List.of("sku", "place"),
          number("place"),
          text("sku"),
          text("picture"),
          number("amount"),
          text("manual"));

  static final TableDefinition NOTES = table("notes", List.of("id"), text("id"), text("body"));

  /** No key at all. */
  static final TableDefinition READINGS = keyless("readings", number("level"), text("remark"));

  /** The same with a key. */
  static final TableDefinition KEYED_READINGS =
      table("readings", List.of("level"), number("level"), text("remark"));

  static final TableDefinition ALARMS = keyless("alarms", text("what"));

  private SimulatedTables() {}

  /**
   * @param missing what rows that are there already have for it
   */
  static TableDefinition withColumn(TableDefinition table, String name, String missing) {
    List<Column> columns = new ArrayList<>(table.columns());
    int number = table.lastNumber() + 1;
    columns.add(column(number, name, "text", ValueKind.TEXT, missing));
    return altered(table, table.primaryKey(), number, columns);
  }

  static TableDefinition withoutColumn(TableDefinition table, String name) {
    List<Column> columns =
        table.columns().stream().filter(column -> !column.name().equals(name)).toList();
    return altered(table, table.primaryKey(), table.lastNumber(), columns);
  }

  static TableDefinition renamed(TableDefinition table, String from, String to) {
    UnaryOperator<String> name = old -> old.equals(from) ? to : old;
    List<Column> columns =
        table.columns().stream()
            .map(c -> column(c.number(), name.apply(c.name()), c.type(), c.kind(), c.missing()))
            .toList();
    PrimaryKey key = table.primaryKey();
    return altered(
        table,
        key == null ? null : primaryKey(table.id(), key.columns().stream().map(name).toList()),
        table.lastNumber(),
        columns);
  }

  static TableDefinition withKey(TableDefinition table, String... key) {
    return altered(
        table, primaryKey(table.id(), List.of(key)), table.lastNumber(), table.columns());
  }

  private static Column text(String name) {
    return column(1, name, "text", ValueKind.TEXT, null);
  }

  private static Column number(String name) {
    return column(1, name, "bigint", ValueKind.INT64, null);
  }

  private static Column column(
      int number, String name, String type, ValueKind kind, String missing) {
    return new Column(number, name, type, kind, true, null, Generation.PLAIN, null, missing);
  }

  private static TableDefinition table(String name, List<String> key, Column... columns) {
    TableId id = new TableId("public", name);
    return table(
        id, primaryKey(id, key), ReplicaIdentity.DEFAULT, columns.length, numbered(columns));
  }

  private static TableDefinition keyless(String name, Column... columns) {
    TableId id = new TableId("public", name);
    return table(id, null, ReplicaIdentity.FULL, columns.length, numbered(columns));
  }

  private static List<Column> numbered(Column... columns) {
    List<Column> numbered = new ArrayList<>();
    for (Column column : columns) {
      numbered.add(column(numbered.size() + 1, column.name(), column.type(), column.kind(), null));
    }
    return numbered;
  }

  private static TableDefinition altered(
      TableDefinition table, PrimaryKey key, int lastNumber, List<Column> columns) {
    return table(table.id(), key, table.replicaIdentity(), lastNumber, columns);
  }

  private static PrimaryKey primaryKey(TableId table, List<String> key) {
    return new PrimaryKey(
        table.table() + "_pkey", key, "PRIMARY KEY (" + String.join(", ", key) + ")");
  }

  private static TableDefinition table(
      TableId id, PrimaryKey key, ReplicaIdentity identity, int lastNumber, List<Column> columns) {
    return new TableDefinition(
        id,
        RELATION,
        lastNumber,
        columns,
        key,
        identity,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of());
  }
}
