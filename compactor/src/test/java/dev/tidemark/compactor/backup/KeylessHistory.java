package dev.tidemark.compactor.backup;

import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.change.TransactionId;
import dev.tidemark.schemas.table.TableDefinition;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Random transactions on tables without a key, among one that has one. The model is as naive as can
 * be: a table is a list of rows, of which few are different.
 */
final class KeylessHistory {

  static final TableId ALARMS = SimulatedTables.ALARMS.id();
  static final TableId NOTES = SimulatedTables.NOTES.id();
  static final TableId READINGS = SimulatedTables.READINGS.id();

  final SimulatedLog log;
  final Map<Long, SortedMap<TableId, List<String>>> committed = new HashMap<>();
  private final SortedMap<TableId, List<List<String>>> tables = new TreeMap<>();
  private final Random random;
  private TableDefinition readings = SimulatedTables.READINGS;
  private int names;

  KeylessHistory(long seed) {
    random = new Random(seed);
    log = new SimulatedLog(1 + random.nextInt(3));
    for (TableDefinition table :
        List.of(SimulatedTables.ALARMS, SimulatedTables.NOTES, SimulatedTables.READINGS)) {
      log.define(table);
      tables.put(table.id(), new ArrayList<>());
    }
  }

  /** The tables as they are found. */
  void begin() {
    log.snapshotStarted();
    for (TableId table : tables.keySet()) {
      for (int count = random.nextInt(6); count > 0; count--) {
        List<String> row = freshRow(table);
        tables.get(table).add(row);
        log.read(table, values(row));
      }
    }
    log.commit(TransactionId.SNAPSHOT);
    remember();
    log.checkpoint();
  }

  /** One transaction, which is written in several batches now and then. */
  void transaction() {
    for (int changes = 1 + random.nextInt(6); changes > 0; changes--) {
      change(pick(List.copyOf(tables.keySet())));
      if (random.nextInt(8) == 0) {
        log.checkpoint();
      }
    }
    if (log.commit()) {
      remember();
    }
    if (random.nextInt(3) > 0) {
      log.checkpoint();
    }
  }

  /** A column's name is no part of a row. */
  void rename() {
    String name = readings.columns().get(0).name();
    readings = SimulatedTables.renamed(readings, name, "c" + names++);
    log.define(readings);
  }

  private void change(TableId table) {
    List<List<String>> rows = tables.get(table);
    int dice = random.nextInt(100);
    if (rows.isEmpty() || dice < 40) {
      insert(table, freshRow(table));
    } else if (dice < 65) {
      delete(table, pick(rows));
    } else if (dice < 94) {
      update(table, pick(rows));
    } else {
      rows.clear();
      log.truncate(table);
    }
  }

  private void insert(TableId table, List<String> row) {
    tables.get(table).add(row);
    log.insert(table, values(row));
  }

  private void delete(TableId table, List<String> row) {
    tables.get(table).remove(row);
    log.delete(table, values(row));
  }

  /** To another row, or at times to one that is equal. */
  private void update(TableId table, List<String> row) {
    if (table.equals(NOTES)) {
      List<String> updated = Arrays.asList(row.get(0), "b" + names++);
      tables.get(table).remove(row);
      tables.get(table).add(updated);
      log.update(table, values(updated));
    } else {
      delete(table, row);
      insert(table, random.nextInt(4) == 0 ? row : freshRow(table));
    }
  }

  private List<String> freshRow(TableId table) {
    if (table.equals(NOTES)) {
      return Arrays.asList(Integer.toString(names++), "b" + names++);
    }
    return table.equals(ALARMS)
        ? Arrays.asList(pick(Arrays.asList("fire", null)))
        : Arrays.asList(pick(Arrays.asList("1", "2", null)), pick(Arrays.asList("a", null)));
  }

  private static String[] values(List<String> row) {
    return row.toArray(String[]::new);
  }

  private void remember() {
    SortedMap<TableId, List<String>> copy = new TreeMap<>();
    tables.forEach((table, rows) -> copy.put(table, rows.stream().map(List::toString).toList()));
    copy.replaceAll((table, rows) -> rows.stream().sorted().toList());
    committed.put(log.sequence(), copy);
  }

  private <T> T pick(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }
}
