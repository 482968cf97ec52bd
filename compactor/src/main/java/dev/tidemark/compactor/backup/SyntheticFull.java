package dev.tidemark.compactor.backup;

import dev.tidemark.archive.manifest.Manifest;
import dev.tidemark.archive.manifest.TimelineFile;
import dev.tidemark.archive.manifest.TimelineReading;
import dev.tidemark.archive.manifest.TimelineWriter;
import dev.tidemark.archive.merge.TableScan;
import dev.tidemark.archive.plan.TablePlan;
import dev.tidemark.archive.run.RunFile;
import dev.tidemark.archive.run.RunRole;
import dev.tidemark.compactor.fold.Lanes.Lane;
import dev.tidemark.schemas.timeline.TimelineEntry;
import java.util.List;

/** Merges a chain into a full that ends where the chain does. Reads the archive alone. */
final class SyntheticFull {

  private static final int[] ALL_KNOWN = {};

  private final ChainRows rows;
  private final BackupListener listener;
  private final Manifest closing;
  private final Draft draft;

  /**
   * @param rows at the chain's end
   * @param closing the last backup of the chain; every table is known at its end
   */
  SyntheticFull(ChainRows rows, BackupListener listener, Manifest closing, Draft draft) {
    this.rows = rows;
    this.listener = listener;
    this.closing = closing;
    this.draft = draft;
  }

  /** Writes all files of the backup and says what its manifest is. */
  Manifest write() {
    List<RunFile> files = merge();
    return new Manifest(
        draft.archive().collection(),
        draft.id(),
        draft.parent(),
        draft.directory(),
        draft.from(),
        draft.to(),
        writeTimeline(),
        files,
        List.of(),
        List.of(),
        closing.tables(),
        draft.created());
  }

  private List<RunFile> merge() {
    StepProgress progress = new StepProgress(listener, BackupListener.Step.MERGE, rows.versions());
    try (RunFiles files = new RunFiles(draft)) {
      for (TablePlan table : rows.tables()) {
        for (TablePlan.PartitionPlan partition : table.partitions()) {
          Lane lane = new Lane(table.definition().id(), partition.partition());
          try (TableScan scan = rows.scan(table, partition)) {
            while (scan.advance()) {
              files
                  .writer(lane, RunRole.BASE, scan.schema())
                  .append(scan.sequence(), scan.order(), scan.key(), ALL_KNOWN, scan.row());
              progress.advance();
            }
          }
        }
      }
      progress.end();
      return files.commit();
    }
  }

  /** What happened at its last sequence; all before it the chain before tells. */
  private TimelineFile writeTimeline() {
    try (TimelineWriter writer =
            draft.archive().writeTimeline(draft.directory(), draft.from(), draft.to());
        TimelineReading entries = draft.archive().readTimeline(List.of(closing))) {
      while (entries.hasNext()) {
        TimelineEntry entry = entries.next();
        if (entry.sequence().equals(closing.to().sequence())) {
          writer.append(entry);
        }
      }
      return writer.commit();
    }
  }
}
