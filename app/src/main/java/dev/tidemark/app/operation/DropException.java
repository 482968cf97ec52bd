package dev.tidemark.app.operation;

import dev.tidemark.schemas.change.CollectionName;
import dev.tidemark.schemas.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/** A collection could not be dropped as asked: mend what is in the way, or insist. */
public final class DropException extends ProblemException {

  private DropException(String message, String hint, @Nullable Throwable cause) {
    super(message, hint, cause);
  }

  /** Nothing was changed. */
  static DropException sourceAway(CollectionName name, ProblemException why) {
    return new DropException(
        "collection "
            + name
            + " was not dropped, for its slot and publication cannot be removed: "
            + why.getMessage(),
        why.hint() + " Or drop it with --force, which leaves them there.",
        why);
  }

  /** Nothing was changed. */
  static DropException notClosed(CollectionName name, ProblemException why) {
    return new DropException(
        "collection "
            + name
            + " was not dropped, for the last backup cannot be taken: "
            + why.getMessage(),
        why.hint() + " Or drop it with --force, and what is in no backup is lost.",
        why);
  }

  /** Nothing was changed. */
  static DropException behind(CollectionName name, Caught.Behind behind) {
    return new DropException(
        "collection "
            + name
            + " was not dropped, for its backups would not have everything: "
            + behind.shortfall().orElseThrow(),
        "Wait longer with --wait, or start tidemark. Or drop it with --force, and what is in no"
            + " backup is lost.",
        null);
  }

  /** Capture has ended, and perhaps some of it is gone. */
  static DropException unfinished(CollectionName name, ProblemException why) {
    return new DropException(
        "the drop of collection " + name + " has begun, and is not finished: " + why.getMessage(),
        why.hint()
            + " Then give the same command again, which goes on from here; or with --force, which"
            + " leaves in the source what is there.",
        why);
  }
}
