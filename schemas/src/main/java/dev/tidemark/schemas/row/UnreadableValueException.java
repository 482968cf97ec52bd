package dev.tidemark.schemas.row;

import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.problem.ProblemException;

/** A value's text is not what its column's type prints. The value itself is never shown. */
public final class UnreadableValueException extends ProblemException {

  private static final long serialVersionUID = 1;

  UnreadableValueException(TableId table, RowField field, String why) {
    super(
        "a value of column " + field.column() + " (" + field.type() + ") of " + table + " " + why,
        "Restart capture so that the table's definition is read again; if it stays, this type is"
            + " not understood: report it.");
  }
}
