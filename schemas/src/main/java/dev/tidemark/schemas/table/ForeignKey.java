package dev.tidemark.schemas.table;

import dev.tidemark.schemas.change.TableId;
import java.util.List;

/**
 * A foreign key, in parts, because the table it points to may be restored under another name.
 *
 * @param name the constraint's name
 * @param columns the referencing columns
 * @param references the referenced table
 * @param referencedColumns the referenced columns, as many as {@code columns}
 * @param options what follows the column list, as DDL takes it: {@code ON DELETE CASCADE
 *     DEFERRABLE}; empty without any
 */
public record ForeignKey(
    String name,
    List<String> columns,
    TableId references,
    List<String> referencedColumns,
    String options) {

  public ForeignKey {
    columns = List.copyOf(columns);
    referencedColumns = List.copyOf(referencedColumns);
  }
}
