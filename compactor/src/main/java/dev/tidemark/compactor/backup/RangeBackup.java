package dev.tidemark.compactor.backup;

import dev.tidemark.archive.manifest.Boundary;
import dev.tidemark.archive.manifest.Manifest;
import dev.tidemark.archive.manifest.ManifestFile;
import dev.tidemark.archive.manifest.ObscuredWindow;
import dev.tidemark.archive.manifest.TableInForce;
import dev.tidemark.archive.manifest.TimelineFile;
import dev.tidemark.archive.manifest.TimelineWriter;
import dev.tidemark.archive.run.RunFile;
import dev.tidemark.archive.run.RunRole;
import dev.tidemark.archive.run.RunWriter;
import dev.tidemark.compactor.copy.Copies;
import dev.tidemark.compactor.fold.BatchSchemas;
import dev.tidemark.compactor.fold.FoldedVersion;
import dev.tidemark.compactor.fold.Folder;
import dev.tidemark.compactor.fold.InconsistentLogException;
import dev.tidemark.compactor.fold.KeyState;
import dev.tidemark.compactor.fold.Lanes;
import dev.tidemark.compactor.fold.MovedRows;
import dev.tidemark.compactor.fold.Readings;
import dev.tidemark.compactor.fold.Truncates;
import dev.tidemark.compactor.sort.ReversingStack;
import dev.tidemark.compactor.sort.SortedRecords;
import dev.tidemark.compactor.source.BaseRows;
import dev.tidemark.schemas.row.RowSlice;
import dev.tidemark.schemas.timeline.TimelineEntry.Truncated;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Takes one backup from one range of the log: read the rest of it, hold the changes against the
 * timeline, resolve rows whose key moved, fold, and name the files in a manifest. What it writes is
 * a function of the range.
 */
final class RangeBackup {

  private final BaseRows base;
  private final CompactorConfig config;
  private final BackupListener listener;
  private final BackupRange range;
  private final Draft draft;

  /**
   * @param base the rows at the range's start
   */
  RangeBackup(
      BaseRows base,
      CompactorConfig config,
      BackupListener listener,
      BackupRange range,
      Draft draft) {
    this.base = base;
    this.config = config;
    this.listener = listener;
    this.range = range;
    this.draft = draft;
  }

  /**
   * Writes all files of the backup and says what its manifest is.
   *
   * @param intake what of the range was read already, if anything; the caller closes it
   */
  Manifest write(Intake intake) {
    intake.readTo(range.to().offsets(), listener);
    Lanes lanes = intake.lanes();
    BatchSchemas schemas = intake.schemas();
    long part = config.memory() / 8;
    try (ReversingStack stack =
        new ReversingStack((int) Math.min(part, 1 << 20), intake.directory(), "stack")) {
      TimelineEnd timeline;
      // What counting took, numbering has.
      try (ChangeCounts counts = intake.counts()) {
        timeline = writeTimeline(intake.truncates(), counts);
      }
      SortedRecords sorted = intake.sorted();
      Truncates truncates = new Truncates(timeline.pass().truncates());
      Copies copies = new Copies(lanes, schemas, truncates, base, part, intake.directory());
      Readings readings = timeline.pass().windows().readings();
      Folder folder = new Folder(new KeyState(lanes, schemas, truncates, readings), stack);
      try (MovedRows moved = intake.moves().resolve(sorted, truncates, readings, base)) {
        return manifest(timeline, fold(folder, copies.number(sorted), moved, lanes, schemas));
      }
    }
  }

  private record TimelineEnd(TimelinePass pass, TimelineFile file) {}

  private TimelineEnd writeTimeline(Set<Truncated> truncates, ChangeCounts counts) {
    // A full begins a chain of its own, whatever the one before it ended with.
    ManifestFile.Intact before = draft.from().equals(Boundary.ORIGIN) ? null : draft.before();
    List<TableInForce> tables = before == null ? List.of() : before.manifest().tables();
    List<ObscuredWindow> open = before == null ? List.of() : before.manifest().openWindows();
    try (ChangeCounts.Check check = counts.check();
        TimelineWriter writer =
            draft.archive().writeTimeline(draft.directory(), draft.from(), draft.to())) {
      TimelinePass pass = new TimelinePass(writer, check, range.before(), tables, open);
      range.entries().read(pass);
      return new TimelineEnd(pass, pass.end(range.to().sequence(), truncates));
    }
  }

  private List<RunFile> fold(
      Folder folder, SortedRecords sorted, MovedRows moved, Lanes lanes, BatchSchemas schemas) {
    StepProgress progress = new StepProgress(listener, BackupListener.Step.WRITE, sorted.count());
    try (RunFiles files = new RunFiles(draft)) {
      Consumer<FoldedVersion> sink =
          version -> {
            RunWriter writer =
                files.writer(
                    lanes.lane(version.lane()), role(version), schemas.schema(version.schema()));
            append(version, writer);
            progress.advance();
          };
      folder.fold(sorted, moved, sink);
      progress.end();
      return files.commit();
    }
  }

  private RunRole role(FoldedVersion version) {
    if (!draft.id().kind().equals(dev.tidemark.archive.manifest.BackupKind.FULL)) {
      return version.newest() ? RunRole.DELTA : RunRole.HISTORY;
    }
    if (!version.newest() || version.row() == null) {
      throw new InconsistentLogException(
          "The snapshot holds a row twice, or one that is not there: change "
              + version.sequence()
              + "/"
              + version.order()
              + ".");
    }
    return RunRole.BASE;
  }

  private static void append(FoldedVersion version, RunWriter writer) {
    RowSlice row = version.row();
    if (row == null) {
      writer.appendTombstone(version.sequence(), version.order(), version.key());
    } else {
      writer.append(version.sequence(), version.order(), version.key(), version.unchanged(), row);
    }
  }

  private Manifest manifest(TimelineEnd timeline, List<RunFile> files) {
    return new Manifest(
        draft.archive().collection(),
        draft.id(),
        draft.parent(),
        draft.directory(),
        draft.from(),
        draft.to(),
        timeline.file(),
        files,
        timeline.pass().truncates(),
        timeline.pass().windows().found(),
        timeline.pass().tables(),
        draft.created());
  }
}
