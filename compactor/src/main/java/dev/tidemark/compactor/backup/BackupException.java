package dev.tidemark.compactor.backup;

import dev.tidemark.archive.chain.Damage;
import dev.tidemark.archive.manifest.BackupId;
import dev.tidemark.archive.manifest.ObscuredWindow;
import dev.tidemark.archive.plan.Absences;
import dev.tidemark.schemas.change.CollectionName;
import dev.tidemark.schemas.change.Sequence;
import dev.tidemark.schemas.problem.ProblemException;

/** A backup cannot be taken as things are. Nothing was published. */
public final class BackupException extends ProblemException {

  private BackupException(String message, String hint) {
    super(message, hint);
  }

  static BackupException noFullYet(CollectionName collection) {
    return new BackupException(
        "There is no full backup of " + collection + " yet, and an incremental needs one.",
        "Take a full first: tidemark backup " + collection);
  }

  static BackupException nothingCaptured(CollectionName collection) {
    return new BackupException(
        "The first snapshot of " + collection + " is not complete yet.",
        "Wait until its state is 'streaming' (tidemark show " + collection + "), then try again.");
  }

  static BackupException noBoundary(CollectionName collection, Sequence from) {
    return new BackupException(
        "The timeline of "
            + collection
            + " does not reach sequence "
            + from
            + ", at which the newest backup ends.",
        "Was the timeline's topic deleted or cut short, or is this another cluster? The backups"
            + " there are stay restorable; to go on, take the collection down and create it again.");
  }

  static BackupException otherTimeline(CollectionName collection, BackupId newest) {
    return new BackupException(
        "The timeline of "
            + collection
            + " has no checkpoint at which backup "
            + newest
            + " ended: it is not the timeline that backup was made from.",
        "Was the collection created again while its old archive stayed, or its timeline cut short?"
            + " Give the new one another storage. The backups there are stay restorable.");
  }

  static BackupException damaged(CollectionName collection, Damage damage) {
    return new BackupException(
        "The newest chain of " + collection + " is damaged: " + damage.message() + ".",
        damage.hint());
  }

  static BackupException gap(CollectionName collection, Sequence after, String reason) {
    return new BackupException(
        "The history of " + collection + " has a gap after sequence " + after + ": " + reason,
        "No backup goes across it. The backups before it stay restorable. To go on with a new"
            + " snapshot and a new full: ALTER BACKUP COLLECTION "
            + collection
            + " SET (AFTER_GAP = 'new full')");
  }

  static BackupException obscured(CollectionName collection, ObscuredWindow window) {
    return new BackupException(
        "A full of "
            + collection
            + " cannot be merged now: "
            + (window.isJoining()
                ? "table " + window.table() + " " + Absences.coming(window)
                : "it is not known what table "
                    + window.table()
                    + " is after sequence "
                    + window.after()
                    + ", "
                    + window.reason())
            + ".",
        "The table is read by itself; take the full when that is done. What was captured so"
            + " far is in the incremental before.");
  }

  static BackupException busy(CollectionName collection, BackupId id) {
    return new BackupException(
        "Another backup of " + collection + " was published while " + id + " was being taken.",
        "Nothing is lost: the files of this one were removed. Run it again if more is due.");
  }
}
