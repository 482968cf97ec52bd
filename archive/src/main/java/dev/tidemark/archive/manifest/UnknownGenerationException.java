package dev.tidemark.archive.manifest;

import dev.tidemark.schemas.change.CollectionName;
import dev.tidemark.schemas.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/**
 * Something was erased from the backups, and what says which of their manifests count is gone or
 * old.
 */
public final class UnknownGenerationException extends ProblemException {

  private static final long serialVersionUID = 1L;

  private UnknownGenerationException(
      CollectionName collection, String message, @Nullable RuntimeException cause) {
    super(
        message,
        "Bring "
            + collection
            + "/collection.json back from a copy made after the erasure: its `generation` is the"
            + " highest N of which manifests-N/ has every backup. Nothing was guessed or deleted.",
        cause);
  }

  static UnknownGenerationException unread(
      CollectionName collection, String place, RuntimeException cause) {
    return new UnknownGenerationException(
        collection,
        "which manifests of "
            + collection
            + " in "
            + place
            + " count is not known: something was erased from its backups, and collection.json,"
            + " which says it, cannot be read",
        cause);
  }

  /**
   * What says it is older than what is there.
   *
   * @param said the generation that would count
   * @param later one of which there are manifests that no erasure which broke off has left
   */
  public static UnknownGenerationException outdated(
      CollectionName collection, Generation said, Generation later) {
    return new UnknownGenerationException(
        collection,
        "which manifests of "
            + collection
            + " count is not known: collection.json says those of generation "
            + said
            + ", and backups that it does not have are in "
            + later.directory()
            + ": it is from before something was erased",
        null);
  }
}
