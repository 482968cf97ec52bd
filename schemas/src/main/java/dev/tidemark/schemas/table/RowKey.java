package dev.tidemark.schemas.table;

import java.util.List;

/** What tells the rows of a table apart in its change stream. */
public sealed interface RowKey {

  /**
   * The values of some columns, none of which is ever null.
   *
   * @param names at least one, in key order
   */
  record Columns(List<String> names) implements RowKey {
    public Columns {
      names = List.copyOf(names);
      if (names.isEmpty()) {
        throw new IllegalArgumentException("a key has at least one column");
      }
    }
  }

  /** Nothing but all of its values: equal rows are told apart by a number that the source lacks. */
  record WholeRow() implements RowKey {}

  RowKey WHOLE_ROW = new WholeRow();
}
