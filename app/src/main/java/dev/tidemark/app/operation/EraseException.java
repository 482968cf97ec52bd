package dev.tidemark.app.operation;

import dev.tidemark.schemas.change.CollectionName;
import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.problem.ProblemException;
import java.util.Collection;
import java.util.stream.Collectors;

/** What is to be erased is not as it was asked for. Nothing is erased. */
public final class EraseException extends ProblemException {

  private static final long serialVersionUID = 1L;

  private EraseException(String message, String hint) {
    super(message, hint);
  }

  static EraseException noTable(
      CollectionName collection, TableId table, Collection<TableId> known) {
    return new EraseException(
        "no backup of " + collection + " has a table " + table,
        known.isEmpty()
            ? "It has none yet: take a full backup first."
            : "Their tables are: "
                + known.stream().map(TableId::toString).collect(Collectors.joining(", "))
                + ".");
  }

  /** What exactly is wrong with it would tell what it says. */
  static EraseException condition(TableId table) {
    return new EraseException(
        "the condition on " + table + " does not fit the table as it has become meanwhile",
        "Give the statement again.");
  }
}
