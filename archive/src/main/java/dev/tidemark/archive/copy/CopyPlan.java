package dev.tidemark.archive.copy;

import dev.tidemark.archive.chain.Chain;
import dev.tidemark.archive.chain.Chains;
import dev.tidemark.archive.chain.Damage;
import dev.tidemark.archive.manifest.BackupId;
import dev.tidemark.archive.manifest.ManifestFile;
import dev.tidemark.archive.storage.StoredFile;
import dev.tidemark.schemas.change.CollectionName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What to copy, in the order in which it is copied: oldest backup first, and of each its files
 * first and its manifest last. So whatever is there of the target at any instant is the beginning
 * of a chain, which can be restored.
 *
 * @param damages of the source: backups that are not copied, because nothing can restore them
 */
record CopyPlan(List<BackupCopy> backups, List<Damage> damages) {

  CopyPlan {
    backups = List.copyOf(backups);
    damages = List.copyOf(damages);
  }

  /**
   * @param from manifests of the source
   * @param to manifests of the target
   * @param there all files of the collection in the target
   * @param place the target, for messages
   * @throws CopyException nothing is to be copied, or the target has other backups in its place
   */
  static CopyPlan of(
      CollectionName collection,
      CopyScope scope,
      List<ManifestFile> from,
      List<ManifestFile> to,
      List<StoredFile> there,
      String place) {
    Chains chains = Chains.of(from);
    Map<Integer, ManifestFile> occupied =
        to.stream().collect(Collectors.toMap(ManifestFile::ordinal, Function.identity()));
    Map<String, Long> sizes =
        there.stream().collect(Collectors.toMap(StoredFile::path, StoredFile::bytes));
    List<BackupCopy> backups = new ArrayList<>();
    for (Chain chain : chosen(collection, scope, chains)) {
      for (ManifestFile.Intact backup : chain.backups()) {
        boolean isPublished = isPublished(backup, occupied.get(backup.ordinal()), place);
        backups.add(BackupCopy.of(backup, isPublished, sizes));
      }
    }
    return new CopyPlan(
        backups, scope instanceof CopyScope.Everything ? chains.damages() : List.of());
  }

  /** Bytes of all files that have to be there. */
  long bytes() {
    return backups.stream().mapToLong(BackupCopy::bytes).sum();
  }

  private static List<Chain> chosen(CollectionName collection, CopyScope scope, Chains chains) {
    if (scope instanceof CopyScope.ChainOf of) {
      Chain chain = chainOf(of.backup(), chains);
      chain
          .damage()
          .ifPresent(
              damage -> {
                throw CopyException.damaged(damage);
              });
      return List.of(chain);
    }
    if (chains.chains().isEmpty()) {
      throw CopyException.nothing(collection);
    }
    return chains.chains();
  }

  private static Chain chainOf(BackupId backup, Chains chains) {
    return chains.chains().stream()
        .filter(
            chain -> chain.manifests().stream().anyMatch(manifest -> manifest.id().equals(backup)))
        .findFirst()
        .orElseThrow(() -> CopyException.unknown(backup));
  }

  /** The same bytes, or nothing: any other manifest there is somebody's backup. */
  private static boolean isPublished(
      ManifestFile.Intact backup, @Nullable ManifestFile present, String place) {
    if (present == null) {
      return false;
    }
    if (present instanceof ManifestFile.Intact intact && intact.sha256().equals(backup.sha256())) {
      return true;
    }
    throw CopyException.occupied("the backup of ordinal " + backup.ordinal(), place);
  }
}
