package dev.tidemark.app.home;

import dev.tidemark.schemas.change.CollectionName;
import dev.tidemark.schemas.problem.ProblemException;
import java.util.Optional;

/** Another operation of the collection runs: wait for it. */
public final class BusyException extends ProblemException {

  BusyException(CollectionName name, Optional<Operation> running) {
    super(
        "collection "
            + name
            + " is busy: "
            + running.map(Operation::toString).orElse("another operation runs"),
        running.filter(Operation::isScheduled).isPresent()
            ? "Try again when that is done, or give it longer with --wait."
            : "Try again when that is done"
                + running
                    .map(
                        operation -> ", or break it off: CANCEL OPERATION '" + operation.id() + "'")
                    .orElse("")
                + ".");
  }
}
