package dev.tidemark.acceptance.types;

import dev.tidemark.acceptance.servers.Database;
import dev.tidemark.schemas.change.TableId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The types of a family as columns of one table. Each row has a value of every type; the last row
 * has nothing but its key.
 */
record WideTable(Family family) {

  private static final int AFTER_SNAPSHOT = 1_000;

  TableId id() {
    return new TableId("kinds", family.name());
  }

  void create(Database source) {
    for (String statement : family.preparation()) {
      source.administrate(statement);
    }
    String columns =
        family.types().stream()
            .map(type -> TableId.quote(type.column()) + " " + type.declaration())
            .collect(Collectors.joining(", "));
    source.execute("CREATE TABLE " + id() + " (id int PRIMARY KEY, touched int, " + columns + ")");
  }

  void fill(Database source) {
    insert(source, 0);
  }

  /**
   * All values again as inserts; a third of the old rows changed elsewhere, a third changed in
   * every column, one deleted.
   */
  void change(Database source) {
    insert(source, AFTER_SNAPSHOT);
    String all =
        family.types().stream()
            .map(type -> TableId.quote(type.column()))
            .map(column -> column + " = other." + column)
            .collect(Collectors.joining(", "));
    source.execute(
        "UPDATE " + id() + " SET touched = 1 WHERE id < 1000 AND id % 3 = 0",
        ("UPDATE %1$s AS t SET %2$s FROM %1$s AS other WHERE t.id < 1000 AND t.id %% 3 = 1"
                + " AND other.id = t.id - 1")
            .formatted(id(), all),
        "DELETE FROM " + id() + " WHERE id = 2");
  }

  List<String> read(Database database) {
    return database.copy("SELECT * FROM " + id() + " ORDER BY id");
  }

  private void insert(Database source, int first) {
    List<String> rows = new ArrayList<>();
    for (int row = 0; row <= family.rows(); row++) {
      int index = row;
      String values =
          family.types().stream()
              .map(type -> value(type.values(), index))
              .collect(Collectors.joining(", "));
      rows.add("(" + (first + row) + ", NULL, " + values + ")");
    }
    source.execute("INSERT INTO " + id() + " VALUES " + String.join(", ", rows));
  }

  /** Types with few values begin again, but for the last row. */
  private String value(List<String> values, int row) {
    return row == family.rows() ? "NULL" : StoredType.literal(values.get(row % values.size()));
  }
}
