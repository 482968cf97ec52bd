package dev.tidemark.archive.copy;

import dev.tidemark.archive.manifest.Archive;
import dev.tidemark.archive.manifest.BackupId;
import dev.tidemark.archive.manifest.CollectionDescription;
import dev.tidemark.archive.manifest.Generation;
import dev.tidemark.archive.manifest.ManifestFile;
import dev.tidemark.archive.manifest.MarkFiles;
import dev.tidemark.archive.storage.DamagedFileException;
import dev.tidemark.archive.storage.Sha256;
import dev.tidemark.archive.storage.StoredFile;
import dev.tidemark.archive.storage.WholeFile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Copies a collection's backups from one storage to another: <em>plan</em> what is missing,
 * <em>copy</em> the files and compare them with their hashes on the way, <em>publish</em> each
 * manifest when its files are durable.
 */
public final class ArchiveCopy {

  private final Archive from;
  private final Archive to;
  private final FileCopier copier;

  private ArchiveCopy(Archive from, Archive to, FileCopier copier) {
    this.from = from;
    this.to = to;
    this.copier = copier;
  }

  /**
   * Copies what the target has not. Broken off and called again, it does not copy again what is
   * there.
   *
   * @throws CopyException there is nothing to copy, or the target has other backups
   * @throws DamagedFileException a file of the source is not what its manifest says; the backups
   *     before it are copied
   * @throws CopyCancelledException the listener said so
   */
  public static CopyResult run(Archive from, Archive to, CopyScope scope, CopyListener listener) {
    if (!from.collection().equals(to.collection())) {
      throw new IllegalArgumentException("a copy has the name of its original");
    }
    requireSame(from, to);
    requireSameGeneration(from, to);
    List<StoredFile> there = to.storage().list(to.collection() + "/data/");
    CopyPlan plan =
        CopyPlan.of(
            from.collection(),
            scope,
            from.manifests(),
            to.manifests(),
            there,
            to.storage().toString());
    Progress progress = new Progress(listener, plan.bytes());
    FileCopier copier = new FileCopier(from.storage(), to.storage(), progress);
    return new ArchiveCopy(from, to, copier).carryOut(plan, progress);
  }

  /** Two collections may have one name: a place never has backups of both. */
  private static void requireSame(Archive from, Archive to) {
    Optional<CollectionDescription> original = from.description();
    Optional<CollectionDescription> there = to.description();
    if (original.isPresent()
        && there.isPresent()
        && !there.get().isOfSameCollection(original.get())) {
      throw CopyException.otherCollection(there.get(), to.storage().toString());
    }
  }

  /** What was erased since is in the target still, and what follows it cannot follow there. */
  private static void requireSameGeneration(Archive from, Archive to) {
    if (!from.generation().equals(to.generation()) && isUsed(to)) {
      throw CopyException.otherGeneration(to.collection(), to.storage().toString());
    }
  }

  private static boolean isUsed(Archive to) {
    return !to.manifests().isEmpty() || !to.storage().list(to.collection() + "/data/").isEmpty();
  }

  private CopyResult carryOut(CopyPlan plan, Progress progress) {
    describe();
    List<BackupId> copied = new ArrayList<>();
    List<BackupId> present = new ArrayList<>();
    for (BackupCopy backup : plan.backups()) {
      backup.files().forEach(copier::copy);
      if (!backup.published()) {
        thin(backup.manifest());
        publish(backup);
      }
      (backup.published() ? present : copied).add(backup.manifest().manifest().id());
    }
    progress.end();
    return new CopyResult(copied, present, copier.written(), plan.damages());
  }

  /** What the target says of the collection itself stays, but for which manifests count. */
  private void describe() {
    Generation generation = from.generation();
    if (to.description().isEmpty() || !to.generation().equals(generation)) {
      to.description()
          .or(from::description)
          .ifPresent(description -> to.describe(description, generation));
    }
    from.erasures()
        .forEach(
            path -> {
              // That it is there already is as good.
              boolean unused = to.storage().putIfAbsent(path, read(from, path));
            });
  }

  /** What the source has given up of it was not copied, so the target must not look for it. */
  private void thin(ManifestFile.Intact backup) {
    if (backup.kept() == ManifestFile.Kept.BOUNDARY) {
      MarkFiles.of(from).requireThinned(backup.ordinal());
      MarkFiles.of(to).thin(backup.manifest().id());
    }
  }

  /** Byte for byte: the next manifest has the hash of these bytes. */
  private void publish(BackupCopy backup) {
    String path = from.manifestPath(backup.manifest().ordinal());
    byte[] content = read(from, path);
    if (!Sha256.of(content).equals(backup.manifest().sha256())) {
      throw new DamagedFileException(path, "it was changed while it was copied");
    }
    if (!to.storage().putIfAbsent(path, content) && !Arrays.equals(read(to, path), content)) {
      throw CopyException.occupied(path, to.storage().toString());
    }
  }

  private static byte[] read(Archive archive, String path) {
    return WholeFile.read(archive.storage(), path);
  }
}
