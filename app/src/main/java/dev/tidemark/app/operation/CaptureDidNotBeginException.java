package dev.tidemark.app.operation;

import dev.tidemark.schemas.change.CollectionName;
import dev.tidemark.schemas.problem.ProblemException;
import java.time.Duration;

/** The checks passed, and still capture did not come up. */
public final class CaptureDidNotBeginException extends ProblemException {

  private CaptureDidNotBeginException(String message, String hint) {
    super(message, hint);
  }

  static CaptureDidNotBeginException because(CollectionName name, String error) {
    return new CaptureDidNotBeginException(
        "capture of " + name + " did not begin: " + error,
        "Nothing was left behind. Mend that, then create the collection again.");
  }

  static CaptureDidNotBeginException inTime(CollectionName name, Duration patience) {
    return new CaptureDidNotBeginException(
        "capture of " + name + " did not begin within " + patience.toSeconds() + " s",
        "Nothing was left behind. See run/tidemark.log in the home for what it was doing.");
  }
}
