package dev.tidemark.app.operation;

import dev.tidemark.schemas.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/** A person broke it off. */
public final class CancelledException extends ProblemException {

  private CancelledException(String message, String hint, @Nullable Throwable cause) {
    super(message, hint, cause);
  }

  static CancelledException backup(Throwable cause) {
    return new CancelledException(
        "the backup was cancelled",
        "Nothing of it was published; the next backup covers the same changes.",
        cause);
  }

  static CancelledException copy(Throwable cause) {
    return new CancelledException(
        "the copy was cancelled",
        "What is in the target can be restored. Give the same statement again: it copies what is"
            + " left.",
        cause);
  }

  static CancelledException verification(@Nullable Throwable cause) {
    return new CancelledException(
        "the verification was cancelled", "Of the rest nothing is known; begin it again.", cause);
  }

  static CancelledException drill(Throwable cause) {
    return new CancelledException(
        "the drill was cancelled", "Nothing of it is left, and nothing is written down.", cause);
  }

  static CancelledException retention(Throwable cause) {
    return new CancelledException(
        "the retention was cancelled",
        "What is promised is there; the next run gives up the rest.",
        cause);
  }

  static CancelledException alteration(Throwable cause) {
    return new CancelledException(
        "the alteration was cancelled",
        "`show` says whether it was written down before: then it counts, and capture comes to it by"
            + " itself.",
        cause);
  }

  static CancelledException rotation(Throwable cause) {
    return new CancelledException(
        "the rotation of the key was cancelled",
        "Keep both keys, and give the same command again: it completes what was begun.",
        cause);
  }

  static CancelledException erasure(Throwable cause) {
    return new CancelledException(
        "the erasure was cancelled", "Nothing is erased. Begin it again.", cause);
  }

  /** Where it was is not known. */
  static CancelledException erasureSomewhere(Throwable cause) {
    return new CancelledException(
        "the erasure was cancelled",
        "Nothing is erased, or all is and something is left to delete that nothing reads. Give the"
            + " same statement again: it completes either.",
        cause);
  }

  static CancelledException drop(Throwable cause) {
    return new CancelledException(
        "the drop was cancelled",
        "Give the same command again: it goes on from where this one was.",
        cause);
  }
}
