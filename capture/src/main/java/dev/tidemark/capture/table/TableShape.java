package dev.tidemark.capture.table;

import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.table.RowKey;
import java.util.List;
import java.util.Set;

/**
 * The rows of a table as the source announced them. It announces them anew whenever something about
 * the table may have changed, so two shapes of a table with the same columns are still two:
 * compared by identity.
 */
public final class TableShape {

  private final TableId table;
  private final List<ShapeColumn> columns;
  private final OldRow oldRow;

  /**
   * @param columns those whose values are sent
   * @param oldRow what is sent of a row that is updated or deleted
   */
  public TableShape(TableId table, List<ShapeColumn> columns, OldRow oldRow) {
    this.table = table;
    this.columns = List.copyOf(columns);
    this.oldRow = oldRow;
  }

  /** What the source sends of a row as it was: its REPLICA IDENTITY. */
  public sealed interface OldRow {

    /** All of it: FULL. */
    record Whole() implements OldRow {}

    /**
     * The values of some columns, where one of them changes or the row goes.
     *
     * @param names none where the source sends nothing of old rows, and so has no old rows to send
     */
    record Key(Set<String> names) implements OldRow {
      public Key {
        names = Set.copyOf(names);
      }
    }

    OldRow WHOLE = new Whole();
    OldRow NONE = new Key(Set.of());
  }

  public TableId table() {
    return table;
  }

  public List<ShapeColumn> columns() {
    return columns;
  }

  public OldRow oldRow() {
    return oldRow;
  }

  public boolean sendsWholeRows() {
    return oldRow instanceof OldRow.Whole;
  }

  /** Whether what is sent of an old row says which one it is, where this tells rows apart. */
  boolean tellsApartBy(RowKey key) {
    if (oldRow instanceof OldRow.Key sent) {
      return key instanceof RowKey.Columns named && sent.names().containsAll(named.names());
    }
    return true;
  }

  @Override
  public String toString() {
    return table + columns.stream().map(ShapeColumn::name).toList().toString();
  }
}
