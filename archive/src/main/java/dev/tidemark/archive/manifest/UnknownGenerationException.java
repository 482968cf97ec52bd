package dev.tidemark.archive.manifest;

import dev.tidemark.schemas.change.CollectionName;
import dev.tidemark.schemas.problem.ProblemException;

/** Something was erased from the backups, and what says which of their manifests count is gone. */
public final class UnknownGenerationException extends ProblemException {

  private static final long serialVersionUID = 1L;

  UnknownGenerationException(CollectionName collection, String place, RuntimeException cause) {
    super(
        "which manifests of "
            + collection
            + " in "
            + place
            + " count is not known: something was erased from its backups, and collection.json,"
            + " which says it, cannot be read",
        "Bring "
            + collection
            + "/collection.json back from a copy of the storage. Nothing was guessed in its place.",
        cause);
  }
}
