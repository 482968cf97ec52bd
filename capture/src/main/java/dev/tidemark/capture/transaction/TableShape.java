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
  private final boolean sendsWholeRows;

  /**
   * @param sendsWholeRows of a row that is updated or deleted, the source sends all it was rather
   *     than its key alone: REPLICA IDENTITY FULL
   */
  public TableShape(TableId table, List<String> columns, boolean sendsWholeRows) {
    this.table = table;
    this.columns = List.copyOf(columns);
    this.sendsWholeRows = sendsWholeRows;
  }

  public TableId table() {
    return table;
  }

  public List<String> columns() {
    return columns;
  }

  public boolean sendsWholeRows() {
    return sendsWholeRows;
  }

  @Override
  public String toString() {
    return table + columns.toString();
  }
}
