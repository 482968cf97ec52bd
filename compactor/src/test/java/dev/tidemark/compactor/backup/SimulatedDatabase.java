package dev.tidemark.compactor.backup;

import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.change.TransactionId;
import dev.tidemark.schemas.row.RowEncoder;
import dev.tidemark.schemas.table.Column;
import dev.tidemark.schemas.table.TableDefinition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * The naive model: tables as maps, changed one by one, with a copy kept of every state that was
 * committed. What it does it writes to a log.
 *
 * <p>A column that is not in the key may be left unchanged by an update: it is then not written.
 */
final class SimulatedDatabase {

  /** A row by column; a key is the row of its columns. */
  record State(SortedMap<TableId, Map<Map<String, String>, Map<String, String>>> tables) {}

  final SimulatedLog log;
  final Map<Long, State> committed = new HashMap<>();
  private final SortedMap<TableId, TableDefinition> definitions = new TreeMap<>();
  private final SortedMap<TableId, Map<Map<String, String>, Map<String, String>>> tables =
      new TreeMap<>();

  SimulatedDatabase(SimulatedLog log, TableDefinition... definitions) {
    this.log = log;
    for (TableDefinition definition : definitions) {
      define(definition);
    }
  }

  void define(TableDefinition definition) {
    definitions.put(definition.id(), definition);
    tables.computeIfAbsent(definition.id(), table -> new HashMap<>());
    log.define(definition);
  }

  /** A table with other columns, whose rows keep what they have under the columns' numbers. */
  void alter(TableDefinition after) {
    TableDefinition before = definitions.get(after.id());
    Map<Map<String, String>, Map<String, String>> rows = tables.put(after.id(), new HashMap<>());
    define(after);
    for (Map<String, String> row : rows.values()) {
      Map<String, String> now = altered(row, before, after);
      tables.get(after.id()).put(key(after.id(), now), now);
    }
  }

  private static Map<String, String> altered(
      Map<String, String> row, TableDefinition before, TableDefinition after) {
    Map<Integer, String> byNumber = new HashMap<>();
    before.columns().forEach(column -> byNumber.put(column.number(), row.get(column.name())));
    Map<String, String> now = new HashMap<>();
    for (Column column : after.columns()) {
      boolean isOld = byNumber.containsKey(column.number());
      now.put(column.name(), isOld ? byNumber.get(column.number()) : column.missing());
    }
    return now;
  }

  TableDefinition definition(TableId table) {
    return definitions.get(table);
  }

  List<TableId> tables() {
    return List.copyOf(tables.keySet());
  }

  /** The keys of a table's rows, in an order that depends on nothing but them. */
  List<Map<String, String>> keys(TableId table) {
    return tables.get(table).keySet().stream()
        .sorted(java.util.Comparator.comparing(Map::toString))
        .toList();
  }

  Map<String, String> row(TableId table, Map<String, String> key) {
    return tables.get(table).get(key);
  }

  /** Fills a table before the snapshot. */
  void prefill(TableId table, Map<String, String> row) {
    tables.get(table).put(key(table, row), new HashMap<>(row));
  }

  void snapshot() {
    log.snapshotStarted();
    tables.forEach((table, rows) -> keys(table).forEach(key -> readRow(table, rows.get(key))));
    log.commit(TransactionId.SNAPSHOT);
    remember();
    log.checkpoint();
  }

  /** The same, of which something happens after every row. */
  void snapshot(Runnable afterRow) {
    log.snapshotStarted();
    tables.forEach(
        (table, rows) ->
            keys(table)
                .forEach(
                    key -> {
                      readRow(table, rows.get(key));
                      log.checkpoint();
                      afterRow.run();
                    }));
    log.commit(TransactionId.SNAPSHOT);
    remember();
    log.checkpoint();
  }

  /** A snapshot that ends somewhere in the middle. */
  void brokenSnapshot(RandomGenerator random) {
    log.snapshotStarted();
    for (TableId table : tables.keySet()) {
      for (Map<String, String> key : keys(table)) {
        if (random.nextInt(4) == 0) {
          log.checkpoint();
          return;
        }
        readRow(table, row(table, key));
      }
    }
  }

  /** A snapshot that ends after so many rows. */
  void brokenSnapshot(int rows) {
    log.snapshotStarted();
    int read = 0;
    for (TableId table : tables.keySet()) {
      for (Map<String, String> key : keys(table)) {
        if (read++ < rows) {
          readRow(table, row(table, key));
        }
      }
    }
    log.checkpoint();
  }

  /** A row is deleted while nothing is captured. */
  void vanish(TableId table, Map<String, String> key) {
    tables.get(table).remove(key);
  }

  private void readRow(TableId table, Map<String, String> row) {
    log.read(table, values(table, row));
  }

  boolean has(TableId table, Map<String, String> row) {
    return tables.get(table).containsKey(key(table, row));
  }

  void insert(TableId table, Map<String, String> row) {
    log.insert(table, values(table, row));
    tables.get(table).put(key(table, row), new HashMap<>(row));
  }

  /** Updates a row; columns that are not in {@code changes} are left unchanged. */
  void update(TableId table, Map<String, String> key, Map<String, String> changes) {
    Map<String, String> row = tables.get(table).get(key);
    log.update(table, sent(table, key, row, changes));
    row.putAll(changes);
  }

  /** The same, of a row whose key is among the changes. */
  void move(TableId table, Map<String, String> key, Map<String, String> changes) {
    Map<String, String> row = tables.get(table).remove(key);
    Map<String, String> newKey = new HashMap<>(key);
    key.keySet()
        .forEach(column -> newKey.put(column, changes.getOrDefault(column, key.get(column))));
    log.move(table, values(table, row), sent(table, newKey, row, changes));
    row.putAll(changes);
    tables.get(table).put(newKey, row);
  }

  void delete(TableId table, Map<String, String> key) {
    log.delete(table, values(table, tables.get(table).remove(key)));
  }

  void truncate(TableId table) {
    log.truncate(table);
    tables.get(table).clear();
  }

  void commit() {
    if (log.commit()) {
      remember();
    }
  }

  private void remember() {
    SortedMap<TableId, Map<Map<String, String>, Map<String, String>>> copy = new TreeMap<>();
    tables.forEach(
        (table, rows) -> {
          Map<Map<String, String>, Map<String, String>> rowsNow = new HashMap<>();
          rows.forEach((key, row) -> rowsNow.put(key, withoutNulls(row)));
          copy.put(table, rowsNow);
        });
    committed.put(log.sequence(), new State(copy));
  }

  /** A column that a row does not have yet is as null as one that is set to null. */
  static Map<String, String> withoutNulls(Map<String, String> row) {
    Map<String, String> values = new HashMap<>(row);
    values.values().removeIf(value -> value == null);
    return values;
  }

  Map<String, String> key(TableId table, Map<String, String> row) {
    Map<String, String> key = new HashMap<>();
    definitions
        .get(table)
        .primaryKey()
        .columns()
        .forEach(column -> key.put(column, row.get(column)));
    return key;
  }

  private String[] values(TableId table, Map<String, String> row) {
    return columns(table).stream().map(row::get).toArray(String[]::new);
  }

  /** What was never given a value is null, and a null is always sent. */
  private String[] sent(
      TableId table,
      Map<String, String> key,
      Map<String, String> before,
      Map<String, String> changes) {
    List<String> values = new ArrayList<>();
    for (String column : columns(table)) {
      if (key.containsKey(column)) {
        values.add(key.get(column));
      } else if (changes.containsKey(column)) {
        values.add(changes.get(column));
      } else {
        values.add(before.get(column) == null ? null : RowEncoder.UNCHANGED);
      }
    }
    return values.toArray(String[]::new);
  }

  List<String> columns(TableId table) {
    return definitions.get(table).columns().stream().map(Column::name).toList();
  }
}
