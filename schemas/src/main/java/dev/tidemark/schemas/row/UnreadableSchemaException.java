package dev.tidemark.schemas.row;

import dev.tidemark.schemas.problem.ProblemException;
import org.apache.avro.Schema;

/** An Avro schema that this version cannot take for a table's row or key. */
public final class UnreadableSchemaException extends ProblemException {

  private static final long serialVersionUID = 1;

  UnreadableSchemaException(Schema schema, String why) {
    super(
        "the schema " + schema.getFullName() + " is not that of a table's rows: " + why,
        "It was made by a newer version of Tidemark, or by something else; use the version that"
            + " made it.");
  }
}
