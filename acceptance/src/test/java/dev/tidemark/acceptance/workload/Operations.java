package dev.tidemark.acceptance.workload;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

/** What a transaction of the workload may do, by chance. */
final class Operations {

  private static final int MANY_ROWS = 60;
  private static final int ATTEMPTS = 1_000;

  private final Random random;

  Operations(Random random) {
    this.random = random;
  }

  void perform(Draft draft) throws SQLException {
    WorkTable table = Shop.TABLES.get(random.nextInt(Shop.TABLES.size()));
    boolean full = rows(draft, table) > MANY_ROWS;
    int kind = random.nextInt(100);
    if (kind < 22) {
      insertOrDelete(draft, table, full, 1);
    } else if (kind < 34) {
      insertOrDelete(draft, table, full, 2 + random.nextInt(12));
    } else if (kind < 40) {
      copy(draft, table, 1 + random.nextInt(8));
    } else if (kind < 62) {
      update(draft, table, 1 + random.nextInt(3));
    } else if (kind < 66) {
      update(draft, table, MANY_ROWS);
    } else if (kind < 70) {
      touchWithoutChange(draft, table);
    } else if (kind < 82) {
      changeKey(draft, table);
    } else if (kind < 86) {
      swapKeys(draft, table);
    } else if (kind < 92) {
      delete(draft, table, 1 + random.nextInt(2));
    } else if (kind < 96) {
      replace(draft, table);
    } else {
      insertMoveDelete(draft, table);
    }
  }

  void truncate(Draft draft) throws SQLException {
    WorkTable table = Shop.TABLES.get(random.nextInt(Shop.TABLES.size()));
    draft.attempt(table.truncate());
  }

  /** Sees to it that a transaction touches a row, and finds one in every table. */
  void complete(Draft draft) throws SQLException {
    for (WorkTable table : Shop.TABLES) {
      for (int tries = 0; rows(draft, table) == 0; tries++) {
        insertOneMore(draft, table, tries);
      }
    }
    for (int tries = 0; !draft.hasTouched(); tries++) {
      insertOneMore(draft, Shop.TABLES.get(random.nextInt(Shop.TABLES.size())), tries);
    }
  }

  /** It may be refused: its key is taken, or locked by another transaction. */
  private void insertOneMore(Draft draft, WorkTable table, int tries) throws SQLException {
    if (tries == ATTEMPTS) {
      throw new IllegalStateException(table.id() + " takes no row");
    }
    insert(draft, table, 1);
  }

  private void insertOrDelete(Draft draft, WorkTable table, boolean full, int rows)
      throws SQLException {
    if (full) {
      delete(draft, table, rows * 2);
    } else if (random.nextInt(4) == 0) {
      upsert(draft, table, rows);
    } else {
      insert(draft, table, rows);
    }
  }

  private void insert(Draft draft, WorkTable table, int rows) throws SQLException {
    draft.attempt(insertion(table, rows) + " ON CONFLICT DO NOTHING");
  }

  private void upsert(Draft draft, WorkTable table, int rows) throws SQLException {
    String sets =
        table.others().stream()
            .map(field -> field.name() + " = EXCLUDED." + field.name())
            .collect(Collectors.joining(", "));
    draft.attempt(
        insertion(table, rows) + " ON CONFLICT (" + table.keyColumns() + ") DO UPDATE SET " + sets);
  }

  private String insertion(WorkTable table, int rows) {
    List<String> values = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      values.add("(" + table.row(random) + ")");
    }
    return "INSERT INTO %s (%s) VALUES %s"
        .formatted(table.name(), table.columns(), String.join(", ", values));
  }

  private void copy(Draft draft, WorkTable table, int rows) throws SQLException {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      List<String> values = new ArrayList<>();
      for (Field field : table.fields()) {
        values.add(CopyText.escape(field.value().apply(random)));
      }
      lines.add(String.join("\t", values));
    }
    draft.attemptCopy(table.name() + " (" + table.columns() + ")", lines);
  }

  private void update(Draft draft, WorkTable table, int rows) throws SQLException {
    List<String> sets = new ArrayList<>();
    for (Field field : table.others()) {
      if (random.nextInt(3) == 0) {
        sets.add(field.name() + " = " + field.literal(random));
      }
    }
    if (sets.isEmpty()) {
      Field first = table.others().get(0);
      sets.add(first.name() + " = " + first.literal(random));
    }
    change(draft, table, String.join(", ", sets), rows);
  }

  private void touchWithoutChange(Draft draft, WorkTable table) throws SQLException {
    String name = table.others().get(0).name();
    change(draft, table, name + " = " + name, 2);
  }

  private void changeKey(Draft draft, WorkTable table) throws SQLException {
    Field field = table.key().get(random.nextInt(table.key().size()));
    String sets = field.name() + " = " + field.literal(random);
    if (random.nextBoolean()) {
      Field other = table.others().get(random.nextInt(table.others().size()));
      sets += ", " + other.name() + " = " + other.literal(random);
    }
    change(draft, table, sets, 1);
  }

  private void change(Draft draft, WorkTable table, String sets, int rows) throws SQLException {
    draft.attempt(
        "UPDATE %s SET %s WHERE ctid IN %s"
            .formatted(table.name(), sets, table.chosen(random, rows)));
  }

  /** Two rows exchange their keys, by way of a third key. */
  private void swapKeys(Draft draft, WorkTable table) throws SQLException {
    List<String> keys = keys(draft, table, 2);
    if (keys.size() == 2) {
      String between = "(" + WorkTable.literals(table.key(), random) + ")";
      move(draft, table, keys.get(0), between);
      move(draft, table, keys.get(1), keys.get(0));
      move(draft, table, between, keys.get(1));
    }
  }

  private void move(Draft draft, WorkTable table, String from, String to) throws SQLException {
    draft.attempt(
        "UPDATE %s SET (%s) = ROW %s WHERE %s"
            .formatted(table.name(), table.keyColumns(), to, matches(table, from)));
  }

  private void delete(Draft draft, WorkTable table, int rows) throws SQLException {
    draft.attempt(
        "DELETE FROM %s WHERE ctid IN %s".formatted(table.name(), table.chosen(random, rows)));
  }

  /** Deletes a row and inserts another one under its key. */
  private void replace(Draft draft, WorkTable table) throws SQLException {
    for (String key : keys(draft, table, 1)) {
      draft.attempt("DELETE FROM %s WHERE %s".formatted(table.name(), matches(table, key)));
      String others = WorkTable.literals(table.others(), random);
      draft.attempt(
          "INSERT INTO %s (%s) VALUES (%s, %s)"
              .formatted(
                  table.name(), table.columns(), key.substring(1, key.length() - 1), others));
    }
  }

  /** A row that comes, changes its key twice and, perhaps, goes, all in one transaction. */
  private void insertMoveDelete(Draft draft, WorkTable table) throws SQLException {
    String first = "(" + WorkTable.literals(table.key(), random) + ")";
    String second = "(" + WorkTable.literals(table.key(), random) + ")";
    String third = "(" + WorkTable.literals(table.key(), random) + ")";
    String others = WorkTable.literals(table.others(), random);
    draft.attempt(
        "INSERT INTO %s (%s) VALUES (%s, %s)"
            .formatted(
                table.name(), table.columns(), first.substring(1, first.length() - 1), others));
    move(draft, table, first, second);
    move(draft, table, second, third);
    if (random.nextBoolean()) {
      draft.attempt("DELETE FROM %s WHERE %s".formatted(table.name(), matches(table, third)));
    }
  }

  private List<String> keys(Draft draft, WorkTable table, int rows) throws SQLException {
    String literals =
        table.key().stream()
            .map(field -> "quote_literal(" + field.name() + "::text)")
            .collect(Collectors.joining(" || ', ' || "));
    return draft
        .query(
            "SELECT '(' || %s || ')' FROM %s WHERE ctid IN %s"
                .formatted(literals, table.name(), table.chosen(random, rows)))
        .stream()
        .map(CopyText::unescape)
        .toList();
  }

  private static String matches(WorkTable table, String key) {
    return "(" + table.keyColumns() + ") = " + (table.key().size() > 1 ? "ROW " : "") + key;
  }

  private static int rows(Draft draft, WorkTable table) throws SQLException {
    return Integer.parseInt(draft.query("SELECT count(*) FROM " + table.name()).get(0));
  }
}
