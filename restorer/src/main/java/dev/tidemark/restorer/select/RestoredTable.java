package dev.tidemark.restorer.select;

import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.table.TableDefinition;

/**
 * A table to restore.
 *
 * @param definition as it was at the restore point
 * @param name what it is called on the target; differs from the definition's only in its schema
 */
public record RestoredTable(TableDefinition definition, TableId name) {

  /** Its name in the source. */
  public TableId source() {
    return definition.id();
  }
}
