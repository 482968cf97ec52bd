package dev.tidemark.app.operation;

import dev.tidemark.schemas.change.CollectionName;
import dev.tidemark.schemas.problem.ProblemException;
import java.net.URI;

/** The storage holds backups of another collection of that name: one that was dropped. */
public final class ArchiveInUseException extends ProblemException {

  ArchiveInUseException(CollectionName name, URI storage) {
    super(
        "there are backups of a dropped collection " + name + " in " + storage,
        "Choose another name or --storage. To be rid of them, delete the directory "
            + name
            + " there.");
  }
}
