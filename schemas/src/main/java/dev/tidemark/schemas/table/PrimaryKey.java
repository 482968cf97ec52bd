package dev.tidemark.schemas.table;

import java.util.List;

/**
 * A primary key.
 *
 * @param name the constraint's name
 * @param columns at least one, in key order
 * @param definition as {@code pg_get_constraintdef} prints it: {@code PRIMARY KEY (id)}
 */
public record PrimaryKey(String name, List<String> columns, String definition) {

  public PrimaryKey {
    columns = List.copyOf(columns);
    if (columns.isEmpty()) {
      throw new IllegalArgumentException("a primary key has at least one column");
    }
  }

  /**
   * Whether rows may exchange keys inside a transaction: then their keys do not tell them apart.
   */
  public boolean isDeferrable() {
    return definition.endsWith(" DEFERRABLE") || definition.endsWith(" INITIALLY DEFERRED");
  }
}
