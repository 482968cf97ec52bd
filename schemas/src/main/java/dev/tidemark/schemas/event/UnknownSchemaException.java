package dev.tidemark.schemas.event;

import dev.tidemark.schemas.problem.ProblemException;
import dev.tidemark.schemas.row.SingleObject;

/** An event's schema is not on the collection's topic of schemas. */
public final class UnknownSchemaException extends ProblemException {

  private static final long serialVersionUID = 1;

  UnknownSchemaException(long fingerprint) {
    super(
        "the schema " + SingleObject.hex(fingerprint) + " of an event is not on the schemas topic",
        "The topic was deleted or cut short while events remained: take a new full backup. Or the"
            + " event is not Tidemark's.");
  }
}
