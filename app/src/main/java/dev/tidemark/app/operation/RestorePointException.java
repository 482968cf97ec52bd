package dev.tidemark.app.operation;

import dev.tidemark.archive.manifest.Boundary;
import dev.tidemark.archive.plan.Resolution.InGap;
import dev.tidemark.archive.plan.RestorePoint;
import dev.tidemark.archive.plan.RestorePoint.Latest;
import dev.tidemark.schemas.change.CollectionName;
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
            + HowFar.of(last)
            + ", and none can be taken now: "
            + why.getMessage(),
        why.hint() + " Or choose an earlier point.");
  }

  static RestorePointException latestUnknown(Boundary last, ProblemException why) {
    return new RestorePointException(
        "what was captured since the last backup, which ends at "
            + HowFar.of(last)
            + ", is not to be had now: "
            + why.getMessage(),
        why.hint() + " Or take the end of that backup: --sequence " + last.sequence() + ".");
  }

  static RestorePointException behind(
      RestorePoint point, Caught.Behind behind, CollectionName collection) {
    return new RestorePointException(
        "capture has not come as far as "
            + words(point)
            + ": it is at "
            + HowFar.of(behind.end())
            + behind.why(),
        "Give it more time with --wait, or choose a point up to there, such as --sequence "
            + behind.end().last()
            + ". `tidemark show "
            + collection
            + "` tells what it is doing.");
  }

  static RestorePointException unasked(RestorePoint point, Caught.Unasked unasked) {
    return new RestorePointException(
        "capture has not come as far as "
            + words(point)
            + ": it is at "
            + HowFar.of(unasked.end())
            + ", and "
            + unasked.why().getMessage(),
        unasked.why().hint()
            + " Or choose a point up to there, such as --sequence "
            + unasked.end().last()
            + ".");
  }

  private static String words(RestorePoint point) {
    return point instanceof Latest ? "what was committed before this command" : "the restore point";
  }

  static RestorePointException before(Boundary first) {
    return new RestorePointException(
        "the restore point is before the history, which begins at " + HowFar.of(first),
        "Choose a point from there on.");
  }

  static RestorePointException inGap(InGap gap) {
    return new RestorePointException(
        "changes after sequence " + gap.after() + " were not captured: " + gap.reason(),
        "Choose a point up to sequence " + gap.after() + ".");
  }

  static RestorePointException notCommitted(Checkpoint end) {
    return new RestorePointException(
        "the restore point is beyond everything that is committed, which ends at " + HowFar.of(end),
        "Choose an earlier point or --latest.");
  }

  static RestorePointException unknown(String what, CollectionName collection) {
    return new RestorePointException(
        what + " of collection " + collection + ", nor in what was captured since",
        "`tidemark timeline " + collection + "` lists what there is.");
  }

  static RestorePointException beyondStored(Boundary last) {
    return new RestorePointException(
        "the restore point is beyond the backups, which end at " + HowFar.of(last),
        "Choose an earlier point or --latest, or restore with the --home of the collection, which"
            + " may know what is newer.");
  }

  static RestorePointException notStored(String what, CollectionName collection) {
    return new RestorePointException(
        what + " of collection " + collection,
        "`tidemark timeline "
            + collection
            + " --storage URL` lists what there is. The --home of the collection may know what is"
            + " newer.");
  }
}
