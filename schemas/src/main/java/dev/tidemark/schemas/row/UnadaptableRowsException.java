package dev.tidemark.schemas.row;

import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.problem.ProblemException;

/**
 * Rows were written when their table was otherwise, and what they would be now is not known: the
 * table has to be read again.
 */
public final class UnadaptableRowsException extends ProblemException {

  private static final long serialVersionUID = 1;

  private UnadaptableRowsException(String message, String change) {
    super(
        message,
        "Restore to a point before "
            + change
            + ". For points after it the table has to be read again: drop the collection and create"
            + " it again.");
  }

  static UnadaptableRowsException ofColumn(TableId table, RowField column, String why) {
    return new UnadaptableRowsException(
        "rows of "
            + table
            + " from before column "
            + column.column()
            + " was changed cannot be brought to what it is now: "
            + why,
        "the change");
  }

  static UnadaptableRowsException ofRelation(RowSchema newer, RowSchema older) {
    return new UnadaptableRowsException(
        "rows of "
            + older.table()
            + " are those of an earlier table of this name (relation "
            + older.relation()
            + ", now "
            + newer.relation()
            + "), which was dropped",
        "it was made again");
  }
}
