package dev.tidemark.app.operation;

import dev.tidemark.schemas.database.DatabaseUrl;
import dev.tidemark.schemas.problem.ProblemException;

/** There is no table where all were asked for: check the name, or make them first. */
public final class EmptyScopeException extends ProblemException {

  private static final long serialVersionUID = 1L;

  EmptyScopeException(Scope scope, DatabaseUrl source) {
    super(
        (scope instanceof Scope.OfSchema some
                ? "there is no table in schema " + some.schema() + " of "
                : "there is no table in ")
            + source.place(),
        "Check the name of the schema and that the user may see it. A collection begins with"
            + " a table at least; those that come later are taken in by themselves.");
  }
}
