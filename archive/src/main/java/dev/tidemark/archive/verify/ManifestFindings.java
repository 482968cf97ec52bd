package dev.tidemark.archive.verify;

import dev.tidemark.archive.chain.Chain;
import dev.tidemark.archive.chain.Chains;
import dev.tidemark.archive.chain.Damage;
import dev.tidemark.archive.manifest.Archive;
import dev.tidemark.archive.manifest.BackupId;
import dev.tidemark.archive.manifest.ManifestFile;
import java.util.ArrayList;
import java.util.List;

/** What is wrong with manifests, and which backups cannot be reached because of it. */
final class ManifestFindings {

  private final Archive archive;
  private final List<ManifestFile> manifests;
  private final Chains chains;
  private final List<Finding> findings = new ArrayList<>();

  ManifestFindings(Archive archive, List<ManifestFile> manifests, Chains chains) {
    this.archive = archive;
    this.manifests = manifests;
    this.chains = chains;
  }

  List<Finding> all() {
    chains.baseless().ifPresent(damage -> find(damage, 0, start(0)));
    for (int i = 0; i < chains.chains().size(); i++) {
      Chain chain = chains.chains().get(i);
      int end = chain.last().ordinal();
      int next = start(i + 1);
      chain.damage().ifPresent(damage -> find(damage, end, next));
    }
    return findings;
  }

  private int start(int chain) {
    return chain < chains.chains().size()
        ? chains.chains().get(chain).backups().get(0).ordinal()
        : Integer.MAX_VALUE;
  }

  /**
   * A stretch of ordinals of which no backup is in a chain; every broken manifest in it is told.
   */
  private void find(Damage damage, int after, int before) {
    List<BackupId> lost =
        manifests.stream()
            .filter(file -> file.ordinal() > after && file.ordinal() < before)
            .filter(ManifestFile.Intact.class::isInstance)
            .map(file -> ((ManifestFile.Intact) file).manifest().id())
            .toList();
    for (ManifestFile file : manifests) {
      if (file instanceof ManifestFile.Unreadable unreadable
          && file.ordinal() > after
          && file.ordinal() < before) {
        add(unreadable.path(), unreadable.reason(), lost);
      }
    }
    if (!(damage instanceof Damage.Unreadable)) {
      add(archive.manifestPath(ordinal(damage)), damage.message(), lost);
    }
  }

  private void add(String path, String what, List<BackupId> lost) {
    findings.add(
        new Finding(
            path,
            what,
            lost.isEmpty()
                ? "the backup cannot be restored"
                : "the backup and those that follow it up to the next full cannot be restored",
            lost));
  }

  private static int ordinal(Damage damage) {
    if (damage instanceof Damage.MissingBase base) {
      return base.parent().ordinal();
    } else if (damage instanceof Damage.MissingBackup missing) {
      return missing.missing().ordinal();
    } else if (damage instanceof Damage.Tampered tampered) {
      return tampered.backup().ordinal();
    } else if (damage instanceof Damage.Disjoint disjoint) {
      return disjoint.follower().ordinal();
    }
    throw new AssertionError(damage);
  }
}
