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
import dev.tidemark.compactor.fold.PlaceOrder;
import dev.tidemark.compactor.fold.Readings;
import dev.tidemark.compactor.fold.Truncates;
import dev.tidemark.compactor.move.Moves;
import dev.tidemark.compactor.sort.ExternalSorter;
import dev.tidemark.compactor.sort.ReversingStack;
import dev.tidemark.compactor.sort.SortedRecords;
import dev.tidemark.compactor.sort.Workspace;
import dev.tidemark.compactor.source.BaseRows;
import dev.tidemark.compactor.source.SourceLog;
import dev.tidemark.schemas.event.EventReader;
import dev.tidemark.schemas.row.RowSlice;
import dev.tidemark.schemas.timeline.OffsetMap;
import java.util.List;
import java.util.function.Consumer;

/**
 * Takes one backup from one range of the log: sort the changes by key, hold them against the
 * timeline, resolve rows whose key moved, fold, and name the files in a manifest. What it writes is
 * a function of the range.
 */
final class RangeBackup {

  private final SourceLog log;
  private final BaseRows base;
  private final CompactorConfig config;
  private final BackupListener listener;
  private final BackupRange range;
  private final Draft draft;

  /**
   * @param base the rows at the range's start
   */
  RangeBackup(
      SourceLog log,
      BaseRows base,
      CompactorConfig config,
      BackupListener listener,
      BackupRange range,
      Draft draft) {
    this.log = log;
    this.base = base;
    this.config = config;
    this.listener = listener;
    this.range = range;
    this.draft = draft;
  }

  /** Writes all files of the backup and says what its manifest is. */
  Manifest write() {
    Lanes lanes = new Lanes(range.to().offsets());
    BatchSchemas schemas = new BatchSchemas(lanes);
    PlaceOrder order = new PlaceOrder(schemas);
    long part = config.memory() / 8;
    try (Workspace workspace =
            Workspace.open(config.temporaryDirectory(), draft.archive().collection().value());
        ExternalSorter versions =
            new ExternalSorter(order, 4 * part, workspace.directory(), "versions");
        Moves moves = new Moves(lanes, schemas, 2 * part, workspace.directory());
        ReversingStack stack =
            new ReversingStack((int) Math.min(part, 1 << 20), workspace.directory(), "stack")) {
      TimelineEnd timeline;
      // What counting took, numbering has.
      try (ChangeCounts counts = new ChangeCounts(lanes, part, workspace.directory())) {
        timeline = read(lanes, schemas, versions, moves, counts);
      }
      SortedRecords sorted = versions.sort();
      Truncates truncates = new Truncates(timeline.pass().truncates());
      Copies copies = new Copies(lanes, schemas, truncates, base, part, workspace.directory());
      Readings readings = timeline.pass().windows().readings();
      Folder folder = new Folder(new KeyState(lanes, schemas, truncates, readings), stack);
      try (MovedRows moved = moves.resolve(sorted, truncates, readings, base)) {
        return manifest(timeline, fold(folder, copies.number(sorted), moved, lanes, schemas));
      }
    }
  }

  private TimelineEnd read(
      Lanes lanes,
      BatchSchemas schemas,
      ExternalSorter versions,
      Moves moves,
      ChangeCounts counts) {
    BatchSorter sorter =
        new BatchSorter(
            range.before(),
            range.to().sequence(),
            lanes,
            new EventReader(log.schemas().get()),
            schemas,
            versions,
            moves,
            counts);
    read(sorter);
    return writeTimeline(sorter, counts);
  }

  private void read(BatchSorter sorter) {
    StepProgress progress = new StepProgress(listener, BackupListener.Step.READ, distance(range));
    log.changes()
        .read(
            range.readFrom(),
            range.to().offsets(),
            change -> {
              sorter.accept(change);
              progress.advance();
            });
    progress.end();
  }

  private static long distance(BackupRange range) {
    OffsetMap to = range.to().offsets();
    long offsets = 0;
    for (var table : to.offsets().entrySet()) {
      for (int partition = 0; partition < table.getValue().size(); partition++) {
        long from = range.readFrom().next(table.getKey(), partition);
        offsets += Math.max(0, table.getValue().get(partition) - from);
      }
    }
    return offsets;
  }

  private record TimelineEnd(TimelinePass pass, TimelineFile file) {}

  private TimelineEnd writeTimeline(BatchSorter sorter, ChangeCounts counts) {
    // A full begins a chain of its own, whatever the one before it ended with.
    ManifestFile.Intact before = draft.from().equals(Boundary.ORIGIN) ? null : draft.before();
    List<TableInForce> tables = before == null ? List.of() : before.manifest().tables();
    List<ObscuredWindow> open = before == null ? List.of() : before.manifest().openWindows();
    try (ChangeCounts.Check check = counts.check();
        TimelineWriter writer =
            draft.archive().writeTimeline(draft.directory(), draft.from(), draft.to())) {
      TimelinePass pass = new TimelinePass(writer, check, range.before(), tables, open);
      range.entries().read(pass);
      return new TimelineEnd(pass, pass.end(range.to().sequence(), sorter.truncates()));
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
