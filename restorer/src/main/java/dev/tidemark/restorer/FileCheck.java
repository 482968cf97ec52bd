package dev.tidemark.restorer;

import dev.tidemark.archive.manifest.Archive;
import dev.tidemark.archive.manifest.FileDamage;
import dev.tidemark.archive.manifest.Manifest;
import dev.tidemark.archive.plan.RestorePlan.Planned;
import dev.tidemark.archive.run.StoredRun;
import dev.tidemark.restorer.Progress.Phase;
import dev.tidemark.restorer.load.RestoreCancelledException;
import java.util.ArrayList;
import java.util.List;

/** Reads every file that a restore needs and compares it with its manifest. */
final class FileCheck {

  private final Archive archive;
  private final ProgressMeter progress;

  FileCheck(Archive archive, ProgressMeter progress) {
    this.archive = archive;
    this.progress = progress;
  }

  /**
   * @throws RepairArchiveException naming all that are missing or damaged
   */
  void run(Planned plan, List<ArchiveRows> tables) {
    List<StoredRun> runs =
        tables.stream()
            .flatMap(table -> table.plan().partitions().stream())
            .flatMap(partition -> partition.runs().stream())
            .toList();
    progress.begin(Phase.VALIDATE, runs.stream().mapToLong(run -> run.file().bytes()).sum());
    List<FileDamage> damages = new ArrayList<>();
    for (Manifest backup : plan.backups()) {
      archive.verifyTimeline(backup).ifPresent(damages::add);
    }
    for (StoredRun run : runs) {
      if (Thread.interrupted()) {
        throw new RestoreCancelledException();
      }
      archive.verify(run).ifPresent(damages::add);
      progress.advance(run.file().bytes());
    }
    if (!damages.isEmpty()) {
      throw new Refusals(archive.collection()).damaged(damages);
    }
  }
}
