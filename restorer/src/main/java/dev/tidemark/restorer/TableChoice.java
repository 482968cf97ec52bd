package dev.tidemark.restorer;

import dev.tidemark.restorer.filter.RowCondition;
import dev.tidemark.restorer.select.TargetSchemas;
import dev.tidemark.schemas.change.TableId;
import java.util.Optional;
import java.util.Set;

/**
 * Which tables are restored, which of their rows, and where to.
 *
 * @param tables by their names in the source; empty for all
 * @param schemas those that they go to, made when missing
 * @param rows those to keep, of one table; empty for all
 */
public record TableChoice(Set<TableId> tables, TargetSchemas schemas, Optional<RowCondition> rows) {

  /** Every table, in its own schema. */
  public static final TableChoice ALL = new TableChoice(Set.of(), Optional.empty());

  public TableChoice {
    tables = Set.copyOf(tables);
  }

  /** Every row of them. */
  public TableChoice(Set<TableId> tables, TargetSchemas schemas) {
    this(tables, schemas, Optional.empty());
  }

  /**
   * The same.
   *
   * @param schema the one that all of them go to; empty to keep their own
   */
  public TableChoice(Set<TableId> tables, Optional<String> schema) {
    this(tables, TargetSchemas.of(schema));
  }

  public TableChoice with(RowCondition condition) {
    return new TableChoice(tables, schemas, Optional.of(condition));
  }
}
