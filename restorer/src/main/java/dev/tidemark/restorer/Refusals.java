package dev.tidemark.restorer;

import dev.tidemark.archive.chain.Damage;
import dev.tidemark.archive.manifest.Boundary;
import dev.tidemark.archive.manifest.FileDamage;
import dev.tidemark.archive.manifest.ObscuredWindow;
import dev.tidemark.archive.plan.Absences;
import dev.tidemark.schemas.change.CollectionName;
import dev.tidemark.schemas.change.Sequence;
import dev.tidemark.schemas.problem.ProblemException;
import java.util.List;
import java.util.stream.Collectors;

/** Why a point cannot be restored, as problems that say what to do. */
final class Refusals {

  private final CollectionName collection;

  Refusals(CollectionName collection) {
    this.collection = collection;
  }

  ProblemException nothingThere() {
    return new TakeBackupFirstException(
        "there is nothing to restore: collection " + collection + " has no backup",
        "Take a backup first.");
  }

  ProblemException before(Boundary first) {
    return before(first.sequence() + " (" + first.time() + ")");
  }

  ProblemException before(Sequence first) {
    return before(first.toString());
  }

  private ProblemException before(String first) {
    return new ChooseLaterPointException(
        "the restore point is before the history of collection "
            + collection
            + ", which begins at sequence "
            + first,
        "Choose a point from there on.");
  }

  ProblemException beyond(Boundary last) {
    return beyond(last.sequence() + " (" + last.time() + ")");
  }

  ProblemException beyond(Sequence last) {
    return beyond(last.toString());
  }

  private ProblemException beyond(String last) {
    return new TakeBackupFirstException(
        "the restore point is beyond the backups of collection "
            + collection
            + ", which end at sequence "
            + last,
        "Take an incremental backup, then restore again.");
  }

  ProblemException unknown(String what) {
    return new TakeBackupFirstException(
        what + " of collection " + collection,
        "If it is newer than the last backup, take an incremental backup, then restore again.");
  }

  ProblemException gap(Sequence after, String reason) {
    return new ChooseAnotherPointException(
        "changes of collection "
            + collection
            + " after sequence "
            + after
            + " were not captured: "
            + reason,
        "Choose a point up to sequence " + after + ", or one after the next full backup.");
  }

  ProblemException obscured(List<ObscuredWindow> windows) {
    return new ChooseAnotherPointException(
        windows.stream().map(Refusals::unknown).collect(Collectors.joining("; ")),
        "Choose a point outside, or with --table only tables that are known there.");
  }

  static String unknown(ObscuredWindow window) {
    if (window.isJoining()) {
      return "table " + window.table() + " " + Absences.coming(window);
    }
    Sequence until = window.until();
    return "it is not known what table "
        + window.table()
        + " was after sequence "
        + window.after()
        + (until == null ? "" : " and before sequence " + until)
        + ": "
        + window.reason();
  }

  ProblemException thinned(Sequence from, Sequence to) {
    return new ChooseAnotherPointException(
        "of what collection "
            + collection
            + " was between the sequences "
            + from
            + " and "
            + to
            + " its retention has kept nothing",
        "Choose sequence " + from + " or sequence " + to + ".");
  }

  ProblemException damaged(Damage damage) {
    return new RepairArchiveException(damage.message(), damage.hint());
  }

  ProblemException damaged(List<FileDamage> damages) {
    return new RepairArchiveException(
        damages.stream().map(FileDamage::message).collect(Collectors.joining("; ")),
        "Bring "
            + (damages.size() == 1 ? "the file" : "these files")
            + " back from a copy of the storage, or restore to a point that needs none of them."
            + " The target was not touched.");
  }
}
