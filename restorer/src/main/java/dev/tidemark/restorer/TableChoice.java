package dev.tidemark.restorer;

import dev.tidemark.schemas.change.TableId;
import java.util.Optional;
import java.util.Set;

/**
 * Which tables are restored, and where to.
 *
 * @param tables by their names in the source; empty for all
 * @param schema the schema that all of them go to, made when missing; empty to keep their own
 */
public record TableChoice(Set<TableId> tables, Optional<String> schema) {

  /** Every table, in its own schema. */
  public static final TableChoice ALL = new TableChoice(Set.of(), Optional.empty());

  public TableChoice {
    tables = Set.copyOf(tables);
    if (schema.isPresent() && schema.get().isEmpty()) {
      throw new IllegalArgumentException("a schema has a name");
    }
  }
}
