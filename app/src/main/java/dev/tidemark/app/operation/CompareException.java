package dev.tidemark.app.operation;

import dev.tidemark.schemas.change.CollectionName;
import dev.tidemark.schemas.problem.ProblemException;

/** The backups could not be compared with the source; of how they are this says nothing. */
public final class CompareException extends ProblemException {

  private static final long serialVersionUID = 1L;

  private CompareException(String message, String hint) {
    super(message, hint);
  }

  static CompareException noBackup(CollectionName collection) {
    return new CompareException(
        "there is nothing to compare: collection " + collection + " has no backup",
        "Take a full first: tidemark backup " + collection);
  }

  static CompareException behind(CollectionName collection, Caught caught) {
    return new CompareException(
        caught.shortfall().orElseThrow(),
        "Give it more time with --wait. `tidemark show "
            + collection
            + "` tells what it is doing.");
  }

  static CompareException notThere(CollectionName collection, String why) {
    return new CompareException(
        "the backups of collection "
            + collection
            + " cannot be brought to where the source is: "
            + why,
        "`tidemark show " + collection + "` and `tidemark timeline " + collection + "` tell more.");
  }
}
