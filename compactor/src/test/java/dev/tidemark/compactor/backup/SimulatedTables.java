package dev.tidemark.compactor.backup;

import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.table.Column;
import dev.tidemark.schemas.table.Generation;
import dev.tidemark.schemas.table.PrimaryKey;
import dev.tidemark.schemas.table.TableDefinition;
import dev.tidemark.schemas.table.ValueKind;
import java.util.ArrayList;
import java.util.List;

/** The tables of the simulated shop. */
final class SimulatedTables {

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

  private SimulatedTables() {}

  static TableDefinition withColumn(TableDefinition table, Column column) {
    List<Column> columns = new ArrayList<>(table.columns());
    columns.add(column);
    return table(table.id(), table.primaryKey().columns(), columns);
  }

  static TableDefinition withKey(TableDefinition table, String... key) {
    return table(table.id(), List.of(key), table.columns());
  }

  static Column text(String name) {
    return new Column(name, "text", ValueKind.TEXT, true, null, Generation.PLAIN, null);
  }

  private static Column number(String name) {
    return new Column(name, "bigint", ValueKind.INT64, true, null, Generation.PLAIN, null);
  }

  private static TableDefinition table(String name, List<String> key, Column... columns) {
    return table(new TableId("public", name), key, List.of(columns));
  }

  private static TableDefinition table(TableId id, List<String> key, List<Column> columns) {
    return new TableDefinition(
        id,
        columns,
        new PrimaryKey(id.table() + "_pkey", key, "PRIMARY KEY (" + String.join(", ", key) + ")"),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of());
  }
}
