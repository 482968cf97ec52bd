package dev.tidemark.archive.manifest;

import dev.tidemark.schemas.change.CollectionName;
import dev.tidemark.schemas.problem.ProblemException;

/** A storage has nothing of a collection that had been described in it. */
public final class ArchiveGoneException extends ProblemException {

  private static final long serialVersionUID = 1L;

  ArchiveGoneException(CollectionName collection, String place) {
    super(
        "there is nothing of collection " + collection + " in " + place,
        "Is it mounted, and is it the right one? Once it is back as it was, backups go on from where"
            + " they ended. If it is lost for good, drop the collection with --force and make it"
            + " anew.");
  }
}
