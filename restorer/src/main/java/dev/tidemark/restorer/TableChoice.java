package dev.tidemark.restorer;

import dev.tidemark.restorer.filter.RowCondition;
import dev.tidemark.schemas.change.TableId;
import java.util.Optional;
import java.util.Set;

/**
 * Which tables are restored, which of their rows, and where to.
 *
 * @param tables by their names in the source; empty for all
 * @param schema the schema that all of them go to, made when missing; empty to keep their own
 * @param rows those to keep, of one table; empty for all
 */
public record TableChoice(
    Set<TableId> tables, Optional<String> schema, Optional<RowCondition> rows) {

  /** Every table, in its own schema. */
  public static final TableChoice ALL = new TableChoice(Set.of(), Optional.empty());

  public TableChoice {
    tables = Set.copyOf(tables);
    if (schema.isPresent() && schema.get().isEmpty()) {
      throw new IllegalArgumentException("a schema has a name");
    }
  }

  /** Every row of them. */
  public TableChoice(Set<TableId> tables, Optional<String> schema) {
    this(tables, schema, Optional.empty());
  }

  public TableChoice with(RowCondition condition) {
    return new TableChoice(tables, schema, Optional.of(condition));
  }
}
