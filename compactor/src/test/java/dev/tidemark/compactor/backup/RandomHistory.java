package dev.tidemark.compactor.backup;

import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.table.TableDefinition;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Random transactions on a simulated database, cut into batches anywhere. */
final class RandomHistory {

  private static final int KEYS = 7;

  final SimulatedDatabase database;
  private final SimulatedLog log;
  private final Random random;
  private int texts;

  RandomHistory(long seed) {
    random = new Random(seed);
    log = new SimulatedLog(1 + random.nextInt(4) / 2);
    database =
        random.nextBoolean()
            ? new SimulatedDatabase(log, SimulatedTables.ORDERS, SimulatedTables.ITEMS)
            : new SimulatedDatabase(log, SimulatedTables.NOTES, SimulatedTables.ITEMS);
  }

  /** The tables as they are found, after some attempts at a snapshot. */
  void begin() {
    for (TableId table : database.tables()) {
      for (int rows = random.nextInt(6); rows > 0; rows--) {
        database.prefill(table, freshRow(table));
      }
    }
    for (int broken = random.nextInt(3); broken > 1; broken--) {
      database.brokenSnapshot(random);
    }
    database.snapshot();
  }

  /** One transaction, which is written in several batches now and then. */
  void transaction() {
    for (int changes = 1 + random.nextInt(5); changes > 0; changes--) {
      change(database.tables().get(random.nextInt(database.tables().size())));
      if (random.nextInt(8) == 0) {
        log.checkpoint();
      }
    }
    database.commit();
    if (random.nextInt(10) == 0) {
      log.mark("mark " + texts++);
    }
    if (random.nextInt(3) > 0) {
      log.checkpoint();
    }
  }

  /** An ALTER of one table, after which its rows are what they were, with other columns. */
  void alter() {
    TableDefinition table = pick(database.tables().stream().map(database::definition).toList());
    String column = pick(database.columns(table.id()));
    boolean isKey = table.primaryKey().columns().contains(column);
    switch (random.nextInt(isKey ? 3 : 5)) {
      case 0 -> database.alter(SimulatedTables.withColumn(table, "c" + texts++, null));
      case 1 -> database.alter(SimulatedTables.withColumn(table, "c" + texts++, "m" + texts++));
      case 2 -> database.alter(SimulatedTables.renamed(table, column, "c" + texts++));
      case 3 -> database.alter(SimulatedTables.withoutColumn(table, column));
      default ->
          database.alter(
              SimulatedTables.withColumn(
                  SimulatedTables.withoutColumn(table, column), column, value()));
    }
  }

  private void change(TableId table) {
    List<Map<String, String>> keys = database.keys(table);
    int dice = random.nextInt(100);
    if (keys.isEmpty() || dice < 25) {
      insert(table);
    } else if (dice < 60) {
      database.update(table, pick(keys), someValues(table));
    } else if (dice < 72) {
      database.delete(table, pick(keys));
    } else if (dice < 84) {
      moveToFreeKey(table, pick(keys));
    } else if (dice < 91) {
      shift(table, keys);
    } else if (dice < 96) {
      swap(table, keys);
    } else {
      database.truncate(table);
    }
  }

  private void insert(TableId table) {
    Map<String, String> row = freshRow(table);
    if (!database.has(table, row)) {
      database.insert(table, row);
    }
  }

  private void moveToFreeKey(TableId table, Map<String, String> key) {
    Map<String, String> changes = someValues(table);
    changes.putAll(database.key(table, freshRow(table)));
    if (!database.has(table, changes)) {
      database.move(table, key, changes);
    }
  }

  /** {@code UPDATE t SET id = id + 1}, from the largest on, as the source must do it. */
  private void shift(TableId table, List<Map<String, String>> keys) {
    String column = database.definition(table).primaryKey().columns().get(0);
    if (keys.stream().anyMatch(key -> !key.get(column).matches("\\d+"))) {
      return;
    }
    keys.stream()
        .sorted(
            Comparator.comparing((Map<String, String> key) -> Long.parseLong(key.get(column)))
                .reversed())
        .forEach(
            key -> {
              Map<String, String> changes = new HashMap<>(key);
              changes.put(column, Long.toString(Long.parseLong(key.get(column)) + 1));
              database.move(table, key, changes);
            });
  }

  /** Two rows exchange their keys by way of a third. */
  private void swap(TableId table, List<Map<String, String>> keys) {
    Map<String, String> a = pick(keys);
    Map<String, String> b = pick(keys);
    Map<String, String> aside = new HashMap<>(a);
    aside.replaceAll((column, value) -> "99");
    if (!a.equals(b) && !database.has(table, aside)) {
      database.move(table, a, new HashMap<>(aside));
      database.move(table, b, new HashMap<>(a));
      database.move(table, aside, new HashMap<>(b));
    }
  }

  private Map<String, String> freshRow(TableId table) {
    Map<String, String> row = new HashMap<>();
    List<String> key = database.definition(table).primaryKey().columns();
    for (String column : database.columns(table)) {
      row.put(column, key.contains(column) ? number(KEYS) : value());
    }
    return row;
  }

  /** New values for some columns that are not in the key, for none at times. */
  private Map<String, String> someValues(TableId table) {
    Map<String, String> values = new HashMap<>();
    List<String> key = database.definition(table).primaryKey().columns();
    for (String column : database.columns(table)) {
      if (!key.contains(column) && random.nextBoolean()) {
        values.put(column, value());
      }
    }
    return values;
  }

  private String value() {
    texts++;
    return random.nextInt(6) == 0 ? null : Integer.toString(texts);
  }

  private String number(int below) {
    return Integer.toString(random.nextInt(below));
  }

  private <T> T pick(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }
}
