package dev.tidemark.app.home;

import dev.tidemark.schemas.change.CollectionName;
import dev.tidemark.schemas.problem.ProblemException;
import java.util.Optional;

/** Another operation of the collection runs: wait for it. */
public final class BusyException extends ProblemException {

  BusyException(CollectionName name, Optional<OperationLock.Note> running) {
    super(
        "collection "
            + name
            + " is busy: "
            + running
                .map(
                    note ->
                        note.what() + " since " + note.since() + " (process " + note.pid() + ")")
                .orElse("another operation runs"),
        "Try again when that is done.");
  }
}
