package dev.tidemark.restorer.load;

import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.problem.ProblemException;

/** A row was written when its table had other columns, and one of its values is not known. */
public final class UnknownValueException extends ProblemException {

  private static final long serialVersionUID = 1L;

  UnknownValueException(TableId table, String column, String why) {
    super(
        "rows of "
            + table
            + " from before column "
            + column
            + " was changed cannot be restored to"
            + " a point after it: "
            + why,
        "Restore to a point before the change. For points after it, take a new full snapshot of the"
            + " table: drop the collection and create it again.");
  }
}
