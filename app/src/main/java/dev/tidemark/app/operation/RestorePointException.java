package dev.tidemark.app.operation;

import dev.tidemark.archive.manifest.Boundary;
import dev.tidemark.schemas.problem.ProblemException;
import dev.tidemark.schemas.timeline.Checkpoint;
import java.time.Instant;

/** The restore point cannot be had now: choose another, or see that capture reaches it. */
public final class RestorePointException extends ProblemException {

  private RestorePointException(String message, String hint) {
    super(message, hint);
  }

  static RestorePointException inFuture(Instant asked, Instant now) {
    return new RestorePointException(
        "the time " + asked + " is in the future; it is " + now + " now",
        "Give a time in the past, with its zone if that is not this machine's, or use --latest.");
  }

  static RestorePointException noNewer(Boundary last, ProblemException why) {
    return new RestorePointException(
        "the restore point is newer than the last backup, which ends at "
            + place(last.time(), last.sequence())
            + ", and none can be taken now: "
            + why.getMessage(),
        why.hint() + " Or choose an earlier point.");
  }

  static RestorePointException notCaptured(Checkpoint captured) {
    return new RestorePointException(
        "the restore point is beyond what is captured, which ends at "
            + place(captured.time(), captured.last()),
        "Choose an earlier point or --latest, or give capture more time with --wait;"
            + " `tidemark show` tells how far it is.");
  }

  private static String place(Instant time, Object sequence) {
    return time + " (sequence " + sequence + ")";
  }
}
