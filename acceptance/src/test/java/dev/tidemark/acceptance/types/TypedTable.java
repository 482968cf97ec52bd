package dev.tidemark.acceptance.types;

import dev.tidemark.acceptance.servers.Database;
import java.util.ArrayList;
import java.util.List;

/**
 * A table of related types, keyed by {@code id}.
 *
 * @param name in schema public
 * @param columns the types and the values that are hard for them
 */
record TypedTable(String name, List<TypedColumn> columns) {

  private static final int STREAMED = 1_000;
  private static final int UPDATED = 2_000;

  TypedTable {
    columns = List.copyOf(columns);
  }

  static TypedTable of(String name, TypedColumn... columns) {
    return new TypedTable(name, List.of(columns));
  }

  String id() {
    return "public." + name;
  }

  void create(Database database) {
    StringBuilder sql = new StringBuilder("CREATE TABLE " + id() + " (id integer PRIMARY KEY");
    for (int i = 0; i < columns.size(); i++) {
      sql.append(", ").append(column(i)).append(' ').append(columns.get(i).type());
    }
    database.execute(sql + ")");
  }

  /** Rows for the snapshot to read. */
  void fill(Database database) {
    insert(database, 0);
  }

  /** The same values as inserts, and as updates of rows that were empty. */
  void change(Database database) {
    insert(database, STREAMED);
    List<String> statements = new ArrayList<>();
    for (int row = 0; row < rows(); row++) {
      int id = UPDATED + row;
      statements.add("INSERT INTO " + id() + " VALUES (" + id + ")");
      StringBuilder sql = new StringBuilder("UPDATE " + id() + " SET id = id");
      for (int i = 0; i < columns.size(); i++) {
        sql.append(", ").append(column(i)).append(" = ").append(columns.get(i).literal(row));
      }
      statements.add(sql + " WHERE id = " + id);
    }
    database.execute(statements.toArray(String[]::new));
  }

  List<String> read(Database database) {
    return database.copy("SELECT * FROM " + id() + " ORDER BY id");
  }

  private void insert(Database database, int firstId) {
    List<String> statements = new ArrayList<>();
    for (int row = 0; row < rows(); row++) {
      StringBuilder sql = new StringBuilder("INSERT INTO " + id() + " VALUES (" + (firstId + row));
      for (TypedColumn column : columns) {
        sql.append(", ").append(column.literal(row));
      }
      statements.add(sql + ")");
    }
    // And one row with nothing but its key.
    statements.add("INSERT INTO " + id() + " VALUES (" + (firstId + rows()) + ")");
    database.execute(statements.toArray(String[]::new));
  }

  private int rows() {
    return columns.stream().mapToInt(column -> column.values().size()).max().orElse(0);
  }

  private String column(int index) {
    return "c" + index;
  }
}
