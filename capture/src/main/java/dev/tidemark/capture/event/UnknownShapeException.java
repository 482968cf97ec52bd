package dev.tidemark.capture.event;

import dev.tidemark.capture.transaction.TableShape;
import dev.tidemark.schemas.problem.ProblemException;
import dev.tidemark.schemas.table.TableDefinition;

/**
 * The source sent rows with columns that its catalog does not know: the table changed meanwhile.
 */
public final class UnknownShapeException extends ProblemException {

  private static final long serialVersionUID = 1L;

  UnknownShapeException(TableShape shape, TableDefinition definition) {
    super(
        "rows of table "
            + shape.table()
            + " arrived with columns "
            + shape.columns()
            + ", and the source's catalog now says "
            + definition.storedColumns().stream().map(column -> column.name()).toList(),
        "The table was altered after these rows were written, before capture came to them. Drop the"
            + " collection and create it anew to begin with the table as it is now.");
  }
}
