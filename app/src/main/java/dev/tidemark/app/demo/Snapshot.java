package dev.tidemark.app.demo;

import dev.tidemark.schemas.change.TableId;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All rows of the shop in one schema.
 *
 * @param tables by table name, each row as the server prints it, in key order
 */
record Snapshot(SortedMap<String, List<String>> tables) {

  static Snapshot of(Shop shop, String schema) {
    SortedMap<String, List<String>> tables = new TreeMap<>();
    for (TableId table : Shop.TABLES) {
      tables.put(table.table(), shop.rows(schema, table.table()));
    }
    return new Snapshot(tables);
  }

  List<String> rows(String table) {
    return tables.getOrDefault(table, List.of());
  }
}
