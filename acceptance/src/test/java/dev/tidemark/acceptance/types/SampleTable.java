package dev.tidemark.acceptance.types;

import dev.tidemark.acceptance.servers.Database;
import dev.tidemark.schemas.change.TableId;
import java.util.List;

/**
 * A table whose difficulty is not in one type.
 *
 * @param columns as between the parentheses of CREATE TABLE
 * @param before statements before the snapshot; {@code @} stands for the table
 * @param after statements after the first backup
 * @param order a column that orders the rows
 */
record SampleTable(
    TableId id, String columns, List<String> before, List<String> after, String order) {

  void create(Database source) {
    source.execute("CREATE TABLE " + id.quoted() + " (" + columns + ")");
  }

  void fill(Database source) {
    run(source, before);
  }

  void change(Database source) {
    run(source, after);
  }

  List<String> read(Database database) {
    return database.copy("SELECT * FROM " + id.quoted() + " ORDER BY " + order);
  }

  private void run(Database source, List<String> statements) {
    source.execute(
        statements.stream()
            .map(statement -> statement.replace("@", id.quoted()))
            .toArray(String[]::new));
  }
}
