package dev.tidemark.capture.transaction;

import dev.tidemark.schemas.change.TableId;
import java.util.List;

/**
 * The columns of a table as the source announced them. It announces them anew whenever something
 * about the table may have changed, so two shapes of a table with the same columns are still two:
 * compared by identity.
 */
public final class TableShape {

  private final TableId table;
  private final List<String> columns;

  public TableShape(TableId table, List<String> columns) {
    this.table = table;
    this.columns = List.copyOf(columns);
  }

  public TableId table() {
    return table;
  }

  public List<String> columns() {
    return columns;
  }

  @Override
  public String toString() {
    return table + columns.toString();
  }
}
