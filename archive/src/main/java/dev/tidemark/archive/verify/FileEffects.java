package dev.tidemark.archive.verify;

import dev.tidemark.archive.chain.Chain;
import dev.tidemark.archive.chain.Chains;
import dev.tidemark.archive.manifest.BackupId;
import dev.tidemark.archive.manifest.FileDamage;
import dev.tidemark.archive.manifest.Manifest;
import dev.tidemark.archive.manifest.ParentBackup;
import dev.tidemark.archive.run.RunFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the damage of a file means for the backups of its chain. */
final class FileEffects {

  private final Chains chains;

  FileEffects(Chains chains) {
    this.chains = chains;
  }

  Finding ofRun(Manifest backup, RunFile run, FileDamage damage) {
    return switch (run.role()) {
      case BASE ->
          new Finding(
              damage.path(),
              damage.message(),
              run.table() + " cannot be restored to any point of the chain that begins with it",
              from(backup));
      case DELTA ->
          new Finding(
              damage.path(),
              damage.message(),
              run.table()
                  + " cannot be restored to points after sequence "
                  + backup.from().sequence()
                  + " up to the next full",
              from(backup));
      case HISTORY ->
          new Finding(
              damage.path(),
              damage.message(),
              run.table()
                  + " cannot be restored to points between sequences "
                  + backup.from().sequence()
                  + " and "
                  + backup.to().sequence()
                  + "; to these two it can",
              List.of());
    };
  }

  Finding ofTimeline(Manifest backup, FileDamage damage) {
    List<BackupId> affected = new ArrayList<>(from(backup));
    for (Chain chain : chains.chains()) {
      // Whether there is a gap right after a merged full stands in the timeline before it.
      Optional<BackupId> parent = chain.full().parentBackup().map(ParentBackup::id);
      if (parent.filter(backup.id()::equals).isPresent()) {
        chain.manifests().forEach(each -> affected.add(each.id()));
      }
    }
    return new Finding(
        damage.path(),
        damage.message(),
        "nothing can be restored to points of "
            + backup.id()
            + " and of what follows it; times and transactions cannot be looked up",
        affected);
  }

  /** A backup and those of its chain that are restored through it. */
  private List<BackupId> from(Manifest backup) {
    for (Chain chain : chains.chains()) {
      List<BackupId> ids = chain.manifests().stream().map(Manifest::id).toList();
      int at = ids.indexOf(backup.id());
      if (at >= 0) {
        return ids.subList(at, ids.size());
      }
    }
    return List.of(backup.id());
  }
}
