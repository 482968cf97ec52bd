package dev.tidemark.archive.copy;

import dev.tidemark.archive.chain.Damage;
import dev.tidemark.archive.manifest.BackupId;
import dev.tidemark.archive.manifest.CollectionDescription;
import dev.tidemark.schemas.change.CollectionName;
import dev.tidemark.schemas.problem.ProblemException;

/** It cannot be copied. Nothing that the target had before was changed. */
public final class CopyException extends ProblemException {

  private CopyException(String message, String hint) {
    super(message, hint);
  }

  static CopyException nothing(CollectionName collection) {
    return new CopyException(
        "there is nothing to copy: " + collection + " has no backup that can be restored",
        "Take a full backup first.");
  }

  static CopyException unknown(BackupId backup) {
    return new CopyException(
        "there is no backup " + backup + " that can be restored", "See which there are.");
  }

  static CopyException damaged(Damage damage) {
    return new CopyException(damage.message(), damage.hint());
  }

  static CopyException otherCollection(CollectionDescription there, String place) {
    return new CopyException(
        place
            + " has backups of another collection "
            + there.name()
            + " already: of "
            + there.source()
            + ", made "
            + there.created(),
        "Copy to a place that has no backups of this collection, or only copies of these.");
  }

  static CopyException otherGeneration(CollectionName collection, String place) {
    return new CopyException(
        "something was erased from the backups of "
            + collection
            + " that is still in the copy in "
            + place,
        "Delete "
            + collection
            + " there and copy it anew, or copy to another place and delete that copy: what was"
            + " erased here can be restored from it.");
  }

  static CopyException occupied(String manifest, String place) {
    return new CopyException(
        manifest + " is another backup in " + place + " already",
        "Copy to a place that has no backups of this collection, or only copies of these.");
  }
}
