package dev.tidemark.acceptance.types;

import dev.tidemark.acceptance.servers.Database;
import dev.tidemark.schemas.change.TableId;
import java.util.ArrayList;
import java.util.List;

/**
 * A table whose primary key is one column of a type. Half of its keys are there at the snapshot;
 * later the others come, rows are found by their keys to be updated and deleted, and keys move.
 */
record KeyTable(TableId id, StoredType type) {

  private static final int TWIN = 100;

  static List<KeyTable> of(Family family) {
    return family.types().stream()
        .filter(type -> !type.keys().isEmpty())
        .map(type -> new KeyTable(new TableId("keys", name(family, type)), type))
        .toList();
  }

  private static String name(Family family, StoredType type) {
    return family.name() + " by " + type.column();
  }

  void create(Database source) {
    source.execute(
        "CREATE TABLE "
            + id.quoted()
            + " (k "
            + type.declaration()
            + " PRIMARY KEY, n int NOT NULL, note text)");
  }

  void fill(Database source) {
    List<String> statements = inserts(0, half());
    type.twins().ifPresent(twins -> statements.add(insert(twins.get(0), TWIN)));
    source.execute(statements.toArray(String[]::new));
  }

  void change(Database source) {
    int keys = type.keys().size();
    List<String> statements = inserts(half(), keys);
    statements.add("UPDATE " + id.quoted() + " SET note = 'found' WHERE n % 2 = 0");
    if (keys > 1) {
      String last = StoredType.literal(type.keys().get(keys - 1));
      statements.add("DELETE FROM " + id.quoted() + " WHERE n = " + (keys - 1));
      statements.add("UPDATE " + id.quoted() + " SET k = " + last + " WHERE n = 0");
    }
    type.twins()
        .map(twins -> StoredType.literal(twins.get(1)))
        .map(twin -> "UPDATE " + id.quoted() + " SET k = " + twin + " WHERE n = " + TWIN)
        .ifPresent(statements::add);
    source.execute(statements.toArray(String[]::new));
  }

  List<String> read(Database database) {
    return database.copy("SELECT * FROM " + id.quoted() + " ORDER BY n");
  }

  private int half() {
    return (type.keys().size() + 1) / 2;
  }

  private List<String> inserts(int from, int to) {
    List<String> statements = new ArrayList<>();
    for (int i = from; i < to; i++) {
      statements.add(insert(type.keys().get(i), i));
    }
    return statements;
  }

  private String insert(String key, int number) {
    return "INSERT INTO %s VALUES (%s, %d, 'new')"
        .formatted(id.quoted(), StoredType.literal(key), number);
  }
}
