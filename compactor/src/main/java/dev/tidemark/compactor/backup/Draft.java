package dev.tidemark.compactor.backup;

import dev.tidemark.archive.manifest.Archive;
import dev.tidemark.archive.manifest.BackupId;
import dev.tidemark.archive.manifest.BackupKind;
import dev.tidemark.archive.manifest.Boundary;
import dev.tidemark.archive.manifest.Manifest;
import dev.tidemark.archive.manifest.ManifestFile;
import dev.tidemark.archive.manifest.ParentBackup;
import dev.tidemark.archive.storage.StorageException;
import dev.tidemark.archive.storage.StoredFile;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A backup in the making: a name, and a directory that is its own whoever else is at work.
 *
 * @param before the newest backup there is
 * @param directory below the collection's root
 */
record Draft(
    Archive archive,
    ManifestFile.@Nullable Intact before,
    BackupId id,
    String directory,
    Boundary from,
    Boundary to,
    Instant created) {

  static Draft of(
      Archive archive,
      ManifestFile.@Nullable Intact before,
      BackupKind kind,
      Boundary from,
      Boundary to,
      Instant now,
      RandomGenerator random) {
    BackupId id =
        BackupId.next(Optional.ofNullable(before).map(file -> file.manifest().id()), now, kind);
    String suffix = HexFormat.of().toHexDigits(random.nextInt());
    return new Draft(archive, before, id, "data/" + id + "-" + suffix, from, to, now);
  }

  /** Its directory from the storage's root. */
  String location() {
    return archive.collection() + "/" + directory;
  }

  @Nullable ParentBackup parent() {
    return before == null ? null : new ParentBackup(before.manifest().id(), before.sha256());
  }

  /**
   * Makes the backup exist; all its files are durable.
   *
   * <p>When the storage fails here, whether the manifest is there is not known, so its files stay.
   *
   * @throws BackupException another one was faster; the files of this one are removed
   */
  void publish(Manifest manifest) {
    if (!archive.publish(manifest)) {
      BackupException busy = BackupException.busy(archive.collection(), id);
      discard(busy);
      throw busy;
    }
  }

  /**
   * Removes what was written, before anything was published. What cannot be removed harms nobody.
   */
  void discard(RuntimeException cause) {
    try {
      for (StoredFile file : archive.storage().list(location() + "/")) {
        archive.storage().delete(file.path());
      }
    } catch (StorageException e) {
      cause.addSuppressed(e);
    }
  }
}
