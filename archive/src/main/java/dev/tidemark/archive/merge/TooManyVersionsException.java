package dev.tidemark.archive.merge;

import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.problem.ProblemException;

/** More versions of one row wait for a value that they left unchanged than memory is for. */
public final class TooManyVersionsException extends ProblemException {

  TooManyVersionsException(TableId table, long bytes) {
    super(
        "versions of one row of "
            + table
            + " that left a value unchanged, one after the other, are more than "
            + bytes
            + " bytes",
        "Put the condition on columns whose values are small: those are in every version.");
  }
}
